import type { AlbumTrack } from './album.ts'
import type { Analysis, AnalysisEdit } from './analysis.ts'
import type { Download } from './download.ts'
import type { EnrichmentTask } from './enrichment.ts'
import type { Job } from './job.ts'
import type { MixSettings } from './mix.ts'
import type { Separation } from './separation.ts'
import type { PcmFacts, Track } from './track.ts'

/** The rows of removed songs, so that they can be put back. */
export interface Removed {
  tracks: Track[]
  separations: Separation[]
  jobs: Job[]
  mixes: MixSettings[]
  analyses: Analysis[]
  analysisEdits: AnalysisEdit[]
  albumTracks: AlbumTrack[]
  downloads: Download[]
  enrichmentTasks: EnrichmentTask[]
}

export const NOTHING_REMOVED: Removed = {
  tracks: [],
  separations: [],
  jobs: [],
  mixes: [],
  analyses: [],
  analysisEdits: [],
  albumTracks: [],
  downloads: [],
  enrichmentTasks: [],
}

/** What a clean-up takes: stems, decoded sound, or whole songs. */
export const CLEANUPS = ['stems', 'sound', 'songs'] as const
export type Cleanup = (typeof CLEANUPS)[number]

/** What one clean-up took. Its bytes stay where they are until the next start of the app, and it can be undone until then. */
export interface TrashItem {
  id: string
  /** Milliseconds since 1970. */
  at: number
  what: Cleanup
  /** Songs it is about, and the first of their titles. */
  songs: number
  titles: string[]
  bytes: number
  /** Where the bytes lie. */
  prefixes: string[]
  removed: Removed
  /** Decoded sound that was taken, by song. */
  sounds: { trackId: string; pcm: PcmFacts }[]
}
