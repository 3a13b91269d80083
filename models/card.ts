export type StemName = 'drums' | 'bass' | 'other' | 'vocals' | 'guitar' | 'piano'
export type ModelId = 'htdemucs' | 'htdemucs_ft' | 'htdemucs_6s' | 'mdx_extra'

/** One download: a slice of a file, verified on its own. */
export interface ModelPart {
  /** Relative to the site's base, e.g. 'models/htdemucs/htdemucs.onnx.0'. */
  url: string
  bytes: number
  /** Lower-case hex. */
  sha256: string
}

/** A file as the runtime wants it: the parts joined in order. */
export interface ModelFile {
  /** The graph's own name, or the name under which the graph looks for its external data. */
  name: string
  bytes: number
  sha256: string
  parts: ModelPart[]
}

export interface ModelGraph {
  name: string
  /** The graph itself first, then its external data. */
  files: ModelFile[]
  /** This graph's share of each stem of the card: one number per stem. */
  weights: number[]
}

export interface ModelCard {
  id: ModelId
  title: string
  /** In the order of the graph's outputs. */
  stems: StemName[]
  /** Stems whose quality the authors themselves call experimental. */
  experimental: StemName[]
  sampleRate: 44100
  /** Samples per channel of one run. */
  segmentFrames: number
  /** 'hybrid': `mix` and `spec` go in, `spec_out` and `wave_out` come out (`GRAPH_IO`). */
  interface: 'hybrid'
  /** Empty until a file is brought, where `served` is false. */
  graphs: ModelGraph[]
  /** Size of the download, or of the official weights where nothing is served. */
  bytes: number
  licence: { name: string; summary: string; url: string }
  source: { name: string; url: string; sha256?: string }
  /** True where `npm run models` makes the parts; false where a person brings the file. */
  served: boolean
}

/** The names every graph uses, whatever its file called them. */
export const GRAPH_IO = {
  /** float32 [1, 2, 343980]: the normalised mixture. */
  mix: 'mix',
  /** float32 [1, 4, 2048, 336]: its spectrogram; left real, left imaginary, right real, right imaginary. */
  spec: 'spec',
  /** float32 [1, stems, 4, 2048, 336]. */
  specOut: 'spec_out',
  /** float32 [1, stems, 2, 343980]. */
  waveOut: 'wave_out',
} as const

export const SEGMENT_FRAMES = 343_980
export const SPEC_BINS = 2048
export const SPEC_FRAMES = 336
