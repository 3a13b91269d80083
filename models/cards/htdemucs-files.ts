import type { ModelFile } from '../card.ts'

/** Written by `node models/prepare.ts --pin`. */
export const HTDEMUCS_FILES: ModelFile[] = [
  {
    name: 'htdemucs.onnx',
    bytes: 85834590,
    sha256: 'cd5111e28ff8fe635c18477e315484a28d9a1e61b645dc507dbe77b69001afff',
    parts: [
      {
        url: 'models/htdemucs/htdemucs.onnx.0',
        bytes: 20000000,
        sha256: 'd2161fbb5e55f090b3c45d264c9786476b768ce319123a046382d1fbfd72e354',
      },
      {
        url: 'models/htdemucs/htdemucs.onnx.1',
        bytes: 20000000,
        sha256: '6576826b093ab4109e14cdd04ae1473b81411c536eb088029b62a85b2ce6c114',
      },
      {
        url: 'models/htdemucs/htdemucs.onnx.2',
        bytes: 20000000,
        sha256: '73209ef710e0f6661be5705abd24bd9258831a5b64e9d80e74e1e7ea3e4254bb',
      },
      {
        url: 'models/htdemucs/htdemucs.onnx.3',
        bytes: 20000000,
        sha256: '0136cfe21f37f6152ded24b68e700d39227503aabb36da1eb2a0e1bb185c1221',
      },
      {
        url: 'models/htdemucs/htdemucs.onnx.4',
        bytes: 5834590,
        sha256: 'ce5b783012cfb9d4c481da3a5e3a2be2e3d622cb76e8e9bfb5bed19190299bde',
      },
    ],
  },
]
