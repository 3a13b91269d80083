import type { ModelFile } from '../card.ts'

/** Written by `node models/prepare.ts --pin`. */
export const HTDEMUCS_FILES: ModelFile[] = [
  {
    name: 'htdemucs.onnx',
    bytes: 90608383,
    sha256: '6d5ebca16af1f614b3de24e319d820afe429a15fde078b0a4b4f1ab4717f039b',
    parts: [
      {
        url: 'models/htdemucs/htdemucs.onnx.0',
        bytes: 20000000,
        sha256: 'ee25fb14a3bc438c34c1ddd722fd3f32be0174873c6384b753302b7bc602f8a5',
      },
      {
        url: 'models/htdemucs/htdemucs.onnx.1',
        bytes: 20000000,
        sha256: '2aebf3cd792b756e430fecf1c1630573534d5c673fa266b2c0f246b31497fe2e',
      },
      {
        url: 'models/htdemucs/htdemucs.onnx.2',
        bytes: 20000000,
        sha256: '39c0601b2b89fc9a28e9bb6ec17303303c85f821ff73df5d0ff5d4fda277a4b9',
      },
      {
        url: 'models/htdemucs/htdemucs.onnx.3',
        bytes: 20000000,
        sha256: '9048922f58848e7e45c4b06ff24908721058d18e7118feb0f9bf0d5b3f96861f',
      },
      {
        url: 'models/htdemucs/htdemucs.onnx.4',
        bytes: 10608383,
        sha256: '0d9f182e46d63fd66bf8af4259457ba4bd7f14e2bb283f16a30d8c0dce6d0ff5',
      },
    ],
  },
]
