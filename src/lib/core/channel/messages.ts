import type { Job, JobPhase, JobState, Progress } from '#lib/core/domain/job.ts'
import type { Fault } from '#lib/core/domain/fault.ts'

/** What a job says of itself to programs, under the names that the source documents use. */
export type JobEventName = 'job:progress' | 'job:completed' | 'job:failed'

/** `queued`, `downloading`, `processing`, `completed` and `failed` are the documents' own; the other two are ours. */
export type JobStatus =
  'queued' | 'downloading' | 'processing' | 'paused' | 'completed' | 'failed' | 'cancelled'

export interface JobPayload {
  job_id: string
  track_id: string | null
  /** What kind of job it is. */
  worker: string
  status: JobStatus
  /** 0 to 100, whole. */
  progress: number
  /** What it is doing, or why it failed, in words. */
  message: string
  /** Of a failed job: the code of its fault. */
  error?: string
  /** Seconds left, where it can be told honestly. */
  eta_s?: number
}

export interface JobMessage {
  topic: `jobs:${string}`
  event: JobEventName
  payload: JobPayload
}

/** The words of the catalogue, lent by whoever draws. */
export interface ChannelWords {
  phase(phase: JobPhase): string
  fault(fault: Fault): string
}

const FETCHING: ReadonlySet<string> = new Set(['download', 'get-model', 'fetch-metadata'])

const STATUS: Record<Exclude<JobState, 'running'>, JobStatus> = {
  queued: 'queued',
  paused: 'paused',
  done: 'completed',
  failed: 'failed',
  cancelled: 'cancelled',
}

/** The job's state in the documents' names. */
export function statusOf({ state, kind }: Pick<Job, 'state' | 'kind'>): JobStatus {
  if (state !== 'running') return STATUS[state]
  return FETCHING.has(kind) ? 'downloading' : 'processing'
}

function eventOf(state: JobState): JobEventName {
  if (state === 'done') return 'job:completed'
  return state === 'failed' || state === 'cancelled' ? 'job:failed' : 'job:progress'
}

/** What is told of a job as it stands; `live` is how far it is this moment, where that is known. */
export function jobMessage(job: Job, live: Progress | null, words: ChannelWords): JobMessage {
  const running = job.state === 'running' ? live : null
  const leftS = running?.leftS ?? null
  const error = errorOf(job)
  return {
    topic: `jobs:${job.id}`,
    event: eventOf(job.state),
    payload: {
      job_id: job.id,
      track_id: job.trackId,
      worker: job.kind,
      status: statusOf(job),
      progress: percentOf(job, running),
      message: messageOf(job, running, words),
      ...(error === null ? {} : { error }),
      ...(leftS === null ? {} : { eta_s: Math.round(leftS) }),
    },
  }
}

function percentOf(job: Job, running: Progress | null): number {
  const fraction = job.state === 'done' ? 1 : Math.max(job.fraction, running?.fraction ?? 0)
  return Math.min(100, Math.max(0, Math.floor(fraction * 100)))
}

function messageOf(job: Job, running: Progress | null, words: ChannelWords): string {
  if (job.state === 'running') return words.phase(running?.phase ?? job.phase)
  return job.state === 'failed' && job.fault ? words.fault(job.fault) : statusOf(job)
}

function errorOf({ state, fault }: Job): string | null {
  if (state === 'cancelled') return 'cancelled'
  return state === 'failed' ? (fault?.code ?? 'unknown') : null
}
