import { fault, type Fault } from '#lib/core/domain/fault.ts'
import { RUNS_KEPT, type Job, type JobPhase, type JobState, type RunNote } from '#lib/core/domain/job.ts'
import { holds, LEASE_MS, type Hold } from './lease.ts'
import { patienceMs, retryWaitMs, triesAgain } from './retry.ts'

/** A job whose page dies under it this often without getting further is not started by itself any more. */
export const MAX_LAPSES = 8

export type JobEvent =
  | { type: 'claim'; now: number; owner: string }
  /** The run is alive and has come this far. */
  | { type: 'renew'; now: number; hold: Hold; phase: JobPhase; fraction: number }
  | { type: 'succeed'; now: number; hold: Hold }
  | { type: 'fail'; now: number; hold: Hold; fault: Fault; random: number }
  /** The run gives the job back unharmed, because its page is leaving. */
  | { type: 'release'; now: number; hold: Hold }
  /** A person holds everything: the run stops and the job stands in the queue again. */
  | { type: 'hold'; now: number }
  /** Whoever ran it is gone. */
  | { type: 'lapse'; now: number }
  /** It can never start: what it depends on has failed, or was cancelled by a person, and then so is this. */
  | { type: 'refuse'; now: number; as: 'failed' | 'cancelled' }
  | { type: 'pause'; now: number }
  | { type: 'resume' }
  | { type: 'cancel'; now: number }
  | { type: 'retry' }

type EventOf<T extends JobEvent['type']> = Extract<JobEvent, { type: T }>
type Handler<T extends JobEvent['type']> = (job: Job, event: EventOf<T>) => Job | null

function end(job: Job, state: JobState, now: number, why: Fault | null): Job {
  return { ...job, state, lease: null, endedAt: now, fault: why }
}

/** The job with one more run in its short history; as it was where none was under way. */
function ran(job: Job, now: number, how: RunNote['how'], code: RunNote['code'] = null): Job {
  if (!job.lease) return job
  const note = { startedAt: job.lease.since, endedAt: Math.max(now, job.lease.since), how, code }
  return { ...job, runs: [...job.runs, note].slice(-RUNS_KEPT) }
}

const queued = (job: Job): Job => ({ ...job, state: 'queued', lease: null })

const claim: Handler<'claim'> = (job, { now, owner }) => {
  const claims = job.claims + 1
  return {
    ...job,
    state: 'running',
    claims,
    lease: { owner, since: now, until: now + LEASE_MS, token: claims },
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
  holds(job, hold) ? { ...end(ran(job, now, 'done'), 'done', now, null), fraction: 1 } : null

const fail: Handler<'fail'> = (job, { now, hold, fault: why, random }) => {
  if (!holds(job, hold)) return null
  const noted = { ...ran(job, now, 'failed', why.code), service: why.service ?? job.service }
  const wait = (ms: number) => ({ ...queued(noted), fault: why, runAfter: now + ms, waitsSince: now })
  const patience = patienceMs(why)
  if (patience !== null) return wait(patience)
  const tries = { attempts: job.attempts + 1, failures: job.failures + 1 }
  if (!triesAgain(why, tries.attempts, job.maxAttempts))
    return { ...end(noted, 'failed', now, why), ...tries }
  return { ...wait(retryWaitMs(tries.attempts, random)), ...tries }
}

const lapse: Handler<'lapse'> = (job, { now }) => {
  const lapses = job.lapses + 1
  const noted = ran(job, now, 'lost')
  if (lapses < MAX_LAPSES) return { ...queued(noted), lapses }
  return { ...end(noted, 'failed', now, fault('engine-crashed')), lapses }
}

const retry: Handler<'retry'> = (job) => ({
  ...queued(job),
  attempts: 0,
  lapses: 0,
  runAfter: 0,
  waitsSince: null,
  fault: null,
  endedAt: null,
})

const cancel: Handler<'cancel'> = (job, { now }) => end(ran(job, now, 'cancelled'), 'cancelled', now, null)

/** What each state answers to; anything else leaves the job as it is. */
const HANDLERS: { [S in JobState]: { [T in JobEvent['type']]?: Handler<T> } } = {
  queued: {
    claim,
    refuse: (job, { now, as }) => end(job, as, now, fault('dependency-failed')),
    pause: (job) => ({ ...job, state: 'paused' }),
    cancel,
  },
  running: {
    renew,
    succeed,
    fail,
    lapse,
    release: (job, { now, hold }) => (holds(job, hold) ? queued(ran(job, now, 'released')) : null),
    hold: (job, { now }) => queued(ran(job, now, 'held')),
    pause: (job, { now }) => ({ ...ran(job, now, 'paused'), state: 'paused', lease: null }),
    cancel,
  },
  paused: {
    resume: queued,
    cancel,
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
