import type { FrameRange, StemName } from './separation.ts'

/** A lane of the mixer: a stem, or the untouched song while there are no stems. */
export type LaneName = StemName | 'mix'

export interface LaneSettings {
  muted: boolean
  solo: boolean
  /** Linear gain, 0 to 2; 1 is unity. */
  gain: number
  /** -1 left to 1 right. */
  pan: number
}

/** How a track's mixer is set; kept per track. */
export interface MixSettings {
  trackId: string
  lanes: Partial<Record<LaneName, LaneSettings>>
  /** Linear gain, 0 to 1. */
  master: number
  loop: FrameRange | null
}

export const UNITY: LaneSettings = { muted: false, solo: false, gain: 1, pan: 0 }
