import { fault, type Fault } from '#lib/core/domain/fault.ts'
import type { Job, JobPhase, JobState } from '#lib/core/domain/job.ts'
import { holds, LEASE_MS, type Hold } from './lease.ts'
import { retryWaitMs, triesAgain } from './retry.ts'

/** A job whose page dies under it this often without getting further is not started by itself any more. */
export const MAX_LAPSES = 8

export type JobEvent =
  | { type: 'claim'; now: number; owner: string }
  /** The run is alive and has come this far. */
  | { type: 'renew'; now: number; hold: Hold; phase: JobPhase; fraction: number }
  | { type: 'succeed'; now: number; hold: Hold }
  | { type: 'fail'; now: number; hold: Hold; fault: Fault; random: number }
  /** The run gives the job back unharmed, because its page is leaving. */
  | { type: 'release'; hold: Hold }
  /** Whoever ran it is gone. */
  | { type: 'lapse'; now: number }
  /** It can never start: what it depends on has failed. */
  | { type: 'refuse'; now: number; fault: Fault }
  | { type: 'pause' }
  | { type: 'resume' }
  | { type: 'cancel'; now: number }
  | { type: 'retry' }

type EventOf<T extends JobEvent['type']> = Extract<JobEvent, { type: T }>
type Handler<T extends JobEvent['type']> = (job: Job, event: EventOf<T>) => Job | null

function end(job: Job, state: JobState, now: number, why: Fault | null): Job {
  return { ...job, state, lease: null, endedAt: now, fault: why }
}

const queued = (job: Job): Job => ({ ...job, state: 'queued', lease: null })

const claim: Handler<'claim'> = (job, { now, owner }) => {
  const claims = job.claims + 1
  return {
    ...job,
    state: 'running',
    claims,
    lease: { owner, until: now + LEASE_MS, token: claims },
    fault: null,
    startedAt: job.startedAt ?? now,
    endedAt: null,
  }
}

const renew: Handler<'renew'> = (job, { now, hold, phase, fraction }) => {
  if (!holds(job, hold) || !job.lease) return null
  const further = fraction > job.fraction
  return {
    ...job,
    phase,
    fraction: further ? Math.min(1, fraction) : job.fraction,
    lease: { ...job.lease, until: now + LEASE_MS },
    // What got further since it last failed has earned its tries back.
    attempts: further ? 0 : job.attempts,
    lapses: further ? 0 : job.lapses,
  }
}

const succeed: Handler<'succeed'> = (job, { now, hold }) =>
  holds(job, hold) ? { ...end(job, 'done', now, null), fraction: 1 } : null

const fail: Handler<'fail'> = (job, { now, hold, fault: why, random }) => {
  if (!holds(job, hold)) return null
  const attempts = job.attempts + 1
  if (!triesAgain(why, attempts, job.maxAttempts)) return { ...end(job, 'failed', now, why), attempts }
  return { ...queued(job), attempts, fault: why, runAfter: now + retryWaitMs(attempts, random) }
}

const lapse: Handler<'lapse'> = (job, { now }) => {
  const lapses = job.lapses + 1
  if (lapses < MAX_LAPSES) return { ...queued(job), lapses }
  return { ...end(job, 'failed', now, fault('engine-crashed')), lapses }
}

const retry: Handler<'retry'> = (job) => ({
  ...queued(job),
  attempts: 0,
  lapses: 0,
  runAfter: 0,
  fault: null,
  endedAt: null,
})

/** What each state answers to; anything else leaves the job as it is. */
const HANDLERS: { [S in JobState]: { [T in JobEvent['type']]?: Handler<T> } } = {
  queued: {
    claim,
    refuse: (job, { now, fault: why }) => end(job, 'failed', now, why),
    pause: (job) => ({ ...job, state: 'paused' }),
    cancel: (job, { now }) => end(job, 'cancelled', now, null),
  },
  running: {
    renew,
    succeed,
    fail,
    lapse,
    release: (job, { hold }) => (holds(job, hold) ? queued(job) : null),
    pause: (job) => ({ ...job, state: 'paused', lease: null }),
    cancel: (job, { now }) => end(job, 'cancelled', now, null),
  },
  paused: {
    resume: (job) => ({ ...queued(job), runAfter: 0 }),
    cancel: (job, { now }) => end(job, 'cancelled', now, null),
  },
  done: {},
  failed: { retry },
  cancelled: { retry },
}

/** The job after the event, or null where the event means nothing to a job in that state (or to that run). */
export function step(job: Job, event: JobEvent): Job | null {
  const handler = HANDLERS[job.state][event.type] as Handler<JobEvent['type']> | undefined
  return handler?.(job, event) ?? null
}
