import type { SeparationId, TrackId } from './ids.ts'

export type StemName = 'drums' | 'bass' | 'other' | 'vocals' | 'guitar' | 'piano'

/** The order lanes are shown in, and the numbers of the keys 1 to 6. */
export const LANE_ORDER: readonly StemName[] = ['vocals', 'drums', 'bass', 'guitar', 'piano', 'other']

/** A stretch of a track in frames at 44.1 kHz, end exclusive. */
export interface FrameRange {
  start: number
  end: number
}

/** What ran the model, shown in Details. */
export interface EngineReport {
  provider: 'webgpu' | 'wasm'
  threads: number
  /** The GPU as the browser names it, or why none is used. */
  device: string
  precision: 'fp32'
  /** Seconds to open the session. */
  loadS: number
  /** Median seconds a segment, once known. */
  segmentS: number | null
}

/** One separation of one track by one model; several of a track may stand side by side. */
export interface Separation {
  id: SeparationId
  trackId: TrackId
  modelId: string
  /** sha256 of the model's first graph: provenance. */
  modelHash: string
  stems: StemName[]
  frames: number
  /** Number of segments of the whole track. */
  segments: number
  /** Finished segments, ascending; bytes of each are on disk. */
  finished: number[]
  /** What was asked for; null is the whole track. */
  region: FrameRange | null
  state: 'partial' | 'complete'
  engine: EngineReport | null
  createdAt: number
  finishedAt: number | null
}
