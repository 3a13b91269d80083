import type { ModelFile } from '../card.ts'

/** Written by `node models/prepare.ts --pin`. */
export const HTDEMUCS_FILES: ModelFile[] = [
  {
    name: 'htdemucs.onnx',
    bytes: 85802833,
    sha256: '0f7dd5f8cb396ea8db458a9847c110ecbd506301edf6d8b55879917aa841e948',
    parts: [
      {
        url: 'models/htdemucs/htdemucs.onnx.0',
        bytes: 20000000,
        sha256: '8f818ffe2a3d7fdd44a2fe3e4032f6215bf1b5bf01e99df490ac48c1462205cb',
      },
      {
        url: 'models/htdemucs/htdemucs.onnx.1',
        bytes: 20000000,
        sha256: '85fe0d3bd561dfaaa5ea239fdc76900f81c236dafd1b41435feb93d3f6de740a',
      },
      {
        url: 'models/htdemucs/htdemucs.onnx.2',
        bytes: 20000000,
        sha256: '134ddb0e00faf133036747556c5bc1b4e647540628bc620309ca42043ddf9eec',
      },
      {
        url: 'models/htdemucs/htdemucs.onnx.3',
        bytes: 20000000,
        sha256: '1217fafb2ff10e423b8052d6e87d61394067c832ea9f920437b9df90dc91578e',
      },
      {
        url: 'models/htdemucs/htdemucs.onnx.4',
        bytes: 5802833,
        sha256: '9e2687c32fc0b1d69e4a418454a58ae0ec763cf6447e3b8318c2e3e5f6a1395f',
      },
    ],
  },
]
