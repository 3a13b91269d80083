import { NO_CONDITIONS, type Job, type JobKind, type JobWish } from '#lib/core/domain/job.ts'
import { KINDS } from './kinds.ts'
import { MAX_ATTEMPTS } from './retry.ts'

/** What a job is known by while it lives: asking for the same again finds the job that is already there. */
export function dedupeKeyOf(wish: JobWish): string {
  const keyOf = KINDS[wish.kind].keyOf as (wish: JobWish) => string
  return `${wish.kind}:${keyOf(wish)}`
}

/** What may be said of a new job beside its wish. */
export type NewJob = Partial<
  Pick<
    Job,
    | 'dependsOn'
    | 'canDoWithout'
    | 'priority'
    | 'runAfter'
    | 'maxAttempts'
    | 'batchId'
    | 'conditions'
    | 'service'
    | 'onlyForOthers'
  >
>

/** A job as it is first written: queued, to run as soon as what it depends on is done. */
export function newJob(id: string, wish: JobWish, now: number, more: NewJob = {}): Job {
  return {
    id,
    kind: wish.kind satisfies JobKind,
    wish,
    trackId: 'trackId' in wish ? wish.trackId : null,
    batchId: 'batchId' in wish ? wish.batchId : null,
    state: 'queued',
    phase: 'waiting',
    fraction: 0,
    rank: 0,
    priority: 0,
    conditions: NO_CONDITIONS,
    attempts: 0,
    maxAttempts: MAX_ATTEMPTS,
    claims: 0,
    lapses: 0,
    runAfter: 0,
    waitsSince: null,
    lease: null,
    dedupeKey: dedupeKeyOf(wish),
    dependsOn: [],
    canDoWithout: [],
    onlyForOthers: false,
    service: null,
    fault: null,
    createdAt: now,
    startedAt: null,
    endedAt: null,
    bytesIn: null,
    bytesOut: null,
    phaseMs: {},
    failures: 0,
    runs: [],
    ...more,
  }
}
