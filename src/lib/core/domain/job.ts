import type { AnalysisFeature, AnalysisMode, AnalysisSource } from './analysis.ts'
import type { Quality } from './download.ts'
import type { Fault, FaultCode } from './fault.ts'
import type { AlbumId, JobId, SeparationId, TrackId } from './ids.ts'
import type { FrameRange } from './separation.ts'

/** Every kind of work there is. A new one also gets its line in `core/jobs/kinds.ts` and its rows in `work/kinds`. */
export const JOB_KINDS = [
  'prepare',
  'separate',
  'get-model',
  'analyse',
  'fetch-metadata',
  'deliver-hook',
  'download',
  'enrich',
  'export',
  'send',
  'receive',
] as const
export type JobKind = (typeof JOB_KINDS)[number]

/** `queued` waits for `runAfter`, a free place and its dependencies; the last three are the ends. */
export type JobState = 'queued' | 'running' | 'paused' | 'done' | 'failed' | 'cancelled'

/** Phases in the order they come; their words are in the messages room. */
export const JOB_PHASES = [
  'waiting',
  'reading',
  'decoding',
  'fetching-model',
  'checking-model',
  'starting-engine',
  'separating',
  'finishing',
  'analysing',
  'delivering',
  'looking-up',
  'converting',
  'downloading',
  'checking-download',
  'exporting',
  'saving',
  'packing',
  'meeting',
  'receiving',
] as const
export type JobPhase = (typeof JOB_PHASES)[number]

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
  | DownloadWish
  /** Learns more of every track that waits for it (`enrichmentTasks`), the oldest first. */
  | { kind: 'enrich'; nonce: string }
  | DeliverHookWish
  /** Makes the files of an export (`domain/export.ts`), one after another. */
  | { kind: 'export'; exportId: string; trackId: TrackId | null }
  /** Makes a share ready to be taken: packs its stems and reckons what every chunk of it hashes to. */
  | { kind: 'send'; shareId: string; trackId: TrackId | null }
  /** Takes another's share, from whoever has it and is there. */
  | { kind: 'receive'; receiptId: string; trackId: TrackId | null }

/** Finds a track's sound at the sources and makes it the track's file. */
export interface DownloadWish {
  kind: 'download'
  trackId: TrackId
  quality: Quality
  batchId: string | null
}

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

/** Tells a webhook of an event. What is sent stands here from the start, so that every attempt sends the same. */
export interface DeliverHookWish {
  kind: 'deliver-hook'
  hookId: string
  /** The same on every attempt, so that a receiver can tell a repetition. */
  deliveryId: string
  /** Of the hook's address; its path may hold a secret and stays in the hook's row. */
  host: string
  event: string
  /** JSON. */
  body: string
}

/** Who runs it, until when, and the fencing token a commit must still hold. */
export interface Lease {
  owner: string
  /** When this run began, in milliseconds since 1970. */
  since: number
  /** Milliseconds since 1970. */
  until: number
  /** The job's `claims` when it was claimed: no later run of the same job has it. */
  token: number
}

/** What a person asked for about the time of it; where the browser cannot tell, a condition holds nothing up. */
export interface Conditions {
  /** Milliseconds since 1970; 0 is at once. */
  notBefore: number
  /** Only while the network costs nothing by the byte. */
  unmetered: boolean
  /** Only while the device is on mains. */
  charging: boolean
}

export const NO_CONDITIONS: Conditions = { notBefore: 0, unmetered: false, charging: false }

/** How one run of a job ended. `lost`: its page died or was frozen; `released`: its page left in order. */
export interface RunNote {
  startedAt: number
  endedAt: number
  how: 'done' | 'failed' | 'lost' | 'released' | 'paused' | 'held' | 'cancelled'
  code: FaultCode | null
}

export interface Job {
  id: JobId
  kind: JobKind
  wish: JobWish
  trackId: TrackId | null
  /** What was asked for in one go shares one; an album is told by its tracks (`core/domain/album-key.ts`). */
  batchId: string | null
  state: JobState
  phase: JobPhase
  /** 0 to 1, the furthest it ever got; live progress stays in memory (`work/queue/progress-bus.ts`). */
  fraction: number
  /** A person's own order: lower runs first, before anything else counts; 0 where nobody moved it. */
  rank: number
  /** Higher runs first; equal runs oldest first. */
  priority: number
  conditions: Conditions
  /** Failed runs since it last got further. */
  attempts: number
  maxAttempts: number
  /** How often it was ever taken up. */
  claims: number
  /** How often its page or worker died under it since it last got further. */
  lapses: number
  /** A retry waits until then, in milliseconds since 1970; 0 is at once. */
  runAfter: number
  /** When that wait began, so that a clock set back does not lengthen it; null where none did. */
  waitsSince: number | null
  lease: Lease | null
  /** Two live jobs never share one. */
  dedupeKey: string
  dependsOn: JobId[]
  /** Those of `dependsOn` that need only have ended: if they fail, the job goes on without. */
  canDoWithout: JobId[]
  /** It is there only for the jobs that depend on it, and ends when none is left. */
  onlyForOthers: boolean
  /** The outside service it needs, as far as known; it waits while that service is shut (`core/jobs/breaker.ts`). */
  service: string | null
  fault: Fault | null
  createdAt: number
  startedAt: number | null
  endedAt: number | null
  /** Bytes read and written for it, as far as its task told. */
  bytesIn: number | null
  bytesOut: number | null
  /** Milliseconds of work in each phase, over all runs. */
  phaseMs: Partial<Record<JobPhase, number>>
  /** Runs that failed, over its whole life; `attempts` is forgotten when it gets further. */
  failures: number
  /** Its last runs, the newest last, at most `RUNS_KEPT`. */
  runs: RunNote[]
}

export const RUNS_KEPT = 10

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
