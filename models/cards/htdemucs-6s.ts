import { type ModelCard, SEGMENT_FRAMES } from '../card.ts'
import { META_WEIGHTS } from './licence.ts'

export const htdemucs6s: ModelCard = {
  id: 'htdemucs_6s',
  title: 'HTDemucs, six stems',
  stems: ['drums', 'bass', 'other', 'vocals', 'guitar', 'piano'],
  experimental: ['guitar', 'piano'],
  sampleRate: 44100,
  segmentFrames: SEGMENT_FRAMES,
  interface: 'hybrid',
  graphs: [],
  // About 27 million parameters, two bytes each.
  bytes: 55_000_000,
  licence: META_WEIGHTS,
  source: {
    name: 'Official weights 5c90dfd2, to be exported to ONNX',
    url: 'https://github.com/facebookresearch/demucs/blob/main/demucs/remote/htdemucs_6s.yaml',
  },
  served: false,
}
