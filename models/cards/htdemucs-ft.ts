import { type ModelCard, SEGMENT_FRAMES } from '../card.ts'
import { META_WEIGHTS } from './licence.ts'

export const htdemucsFt: ModelCard = {
  id: 'htdemucs_ft',
  title: 'HTDemucs fine-tuned',
  stems: ['drums', 'bass', 'other', 'vocals'],
  experimental: [],
  sampleRate: 44100,
  segmentFrames: SEGMENT_FRAMES,
  interface: 'hybrid',
  graphs: [],
  // Four times the 42.0 million parameters of htdemucs, two bytes each.
  bytes: 336_000_000,
  licence: META_WEIGHTS,
  source: {
    name: 'Official weights f7e0c4bc (drums), d12395a8 (bass), 92cfc3b6 (other), 04573f0d (vocals), each to be exported to ONNX',
    url: 'https://github.com/facebookresearch/demucs/blob/main/demucs/remote/htdemucs_ft.yaml',
  },
  served: false,
}
