import { type ModelCard, SEGMENT_FRAMES } from '../card.ts'
import { META_WEIGHTS } from './licence.ts'

export const mdxExtra: ModelCard = {
  id: 'mdx_extra',
  title: 'MDX extra',
  stems: ['drums', 'bass', 'other', 'vocals'],
  experimental: [],
  sampleRate: 44100,
  segmentFrames: SEGMENT_FRAMES,
  interface: 'hybrid',
  graphs: [],
  // Four times about 84 million parameters, two bytes each.
  bytes: 670_000_000,
  licence: META_WEIGHTS,
  source: {
    name: 'Official weights e51eebcc, a1d90b5c, 5d2d6c55, cfa93e08, each to be exported to ONNX',
    url: 'https://github.com/facebookresearch/demucs/blob/main/demucs/remote/mdx_extra.yaml',
  },
  served: false,
}
