import type { AnalysisFeature, AnalysisMode, AnalysisSource } from './analysis.ts'
import type { Fault } from './fault.ts'
import type { AlbumId, JobId, SeparationId, TrackId } from './ids.ts'
import type { FrameRange } from './separation.ts'

export type JobKind = 'prepare' | 'separate' | 'get-model' | 'analyse' | 'fetch-metadata'

/** `queued` waits for `runAfter`, a free place and its dependencies; the last three are the ends. */
export type JobState = 'queued' | 'running' | 'paused' | 'done' | 'failed' | 'cancelled'

/** Phases in the order they come; their words are in the messages room. */
export type JobPhase =
  | 'waiting'
  | 'reading'
  | 'decoding'
  | 'fetching-model'
  | 'checking-model'
  | 'starting-engine'
  | 'separating'
  | 'finishing'
  | 'analysing'

export type JobWish =
  | { kind: 'prepare'; trackId: TrackId }
  | {
      kind: 'separate'
      trackId: TrackId
      separationId: SeparationId
      modelId: string
      region: FrameRange | null
    }
  | { kind: 'get-model'; modelId: string }
  | {
      kind: 'analyse'
      trackId: TrackId
      source: AnalysisSource
      features: AnalysisFeature[]
      mode: AnalysisMode
    }
  | FetchMetadataWish

/** Looks a link up: its track's row is filled, or its album or playlist becomes tracks. */
export interface FetchMetadataWish {
  kind: 'fetch-metadata'
  /** Canonical address (see `core/links`). */
  link: string
  /** `spotify:album:<id>` and the like: what the link is known by. */
  sourceKey: string
  /** The listed row to fill; null when the link is of an album or a playlist, whose tracks are not known yet. */
  trackId: TrackId | null
  /** The album to put the tracks into, where a person chose one; null makes it by what the link says. */
  albumId: AlbumId | null
  batchId: string | null
}

/** Who runs it, until when, and the fencing token a commit must still hold. */
export interface Lease {
  owner: string
  /** Milliseconds since 1970. */
  until: number
  /** The job's `claims` when it was claimed: no later run of the same job has it. */
  token: number
}

export interface Job {
  id: JobId
  kind: JobKind
  wish: JobWish
  trackId: TrackId | null
  state: JobState
  phase: JobPhase
  /** 0 to 1, the furthest it ever got; live progress stays in memory (`work/queue/progress-bus.ts`). */
  fraction: number
  /** Higher runs first; equal runs oldest first. */
  priority: number
  /** Failed runs since it last got further. */
  attempts: number
  maxAttempts: number
  /** How often it was ever taken up. */
  claims: number
  /** How often its page or worker died under it since it last got further. */
  lapses: number
  /** Milliseconds since 1970; 0 is at once. */
  runAfter: number
  lease: Lease | null
  /** Two live jobs never share one. */
  dedupeKey: string
  dependsOn: JobId[]
  fault: Fault | null
  createdAt: number
  startedAt: number | null
  endedAt: number | null
}

/** Live progress of a running job; in memory only. */
export interface Progress {
  jobId: JobId
  phase: JobPhase
  /** 0 to 1 of the whole job. */
  fraction: number
  /** Seconds, null until it can be told honestly. */
  leftS: number | null
  /** For transfers. */
  bytes?: { done: number; total: number }
}

export function isEnded(state: JobState): boolean {
  return state === 'done' || state === 'failed' || state === 'cancelled'
}
