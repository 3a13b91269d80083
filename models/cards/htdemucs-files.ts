import type { ModelFile } from '../card.ts'

/** Written by `node models/prepare.ts --pin`. */
export const HTDEMUCS_FILES: ModelFile[] = [
  {
    name: 'htdemucs.onnx',
    bytes: 85822823,
    sha256: '5b0d17957fce627aa3fc20628270d3abe34b3d59c591b87874f23c12d4ac89c5',
    parts: [
      {
        url: 'models/htdemucs/htdemucs.onnx.0',
        bytes: 20000000,
        sha256: 'effa21c589bec0751103989398e9fc0ac62324b502208faba7da52805d4e7e0c',
      },
      {
        url: 'models/htdemucs/htdemucs.onnx.1',
        bytes: 20000000,
        sha256: '32a2d962e5f2ab42fff902f0f87db72d606f518deb842a61b788d9ed526b32f7',
      },
      {
        url: 'models/htdemucs/htdemucs.onnx.2',
        bytes: 20000000,
        sha256: '41074358604a0753a54c76c85808f9db5e7c41cc5c126d5d2a1b3e1b25695769',
      },
      {
        url: 'models/htdemucs/htdemucs.onnx.3',
        bytes: 20000000,
        sha256: '56f94d66cbb194712063eb784fd76dba73e80cc9ac11b5ea9f14f802e81904e8',
      },
      {
        url: 'models/htdemucs/htdemucs.onnx.4',
        bytes: 5822823,
        sha256: '7c6dcc67a129945f1c92f425f9b19dc1e6e688d04b3a0ac46fab4e8de6e47dd0',
      },
    ],
  },
]
