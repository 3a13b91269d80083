import { isEnded, type Job, type JobKind, type JobState } from '#lib/core/domain/job.ts'
import type { Fault } from '#lib/core/domain/fault.ts'

/** How the queue stands for one kind of work. */
export interface KindCensus {
  kind: JobKind
  states: Partial<Record<JobState, number>>
  /** How long the oldest job that has not ended has been there, in milliseconds; null when none is. */
  oldestMs: number | null
  /** The newest failure that stands, and when; null when none does. */
  last: { fault: Fault; at: number } | null
}

/** One line for each kind that has jobs, in the order of their names. */
export function censusOf(jobs: readonly Job[], now: number): KindCensus[] {
  const kinds = Map.groupBy(jobs, (job) => job.kind)
  return [...kinds]
    .map(([kind, own]) => ({ kind, states: statesOf(own), oldestMs: oldestOf(own, now), last: lastOf(own) }))
    .toSorted((a, b) => (a.kind < b.kind ? -1 : 1))
}

function statesOf(jobs: readonly Job[]): KindCensus['states'] {
  const states: KindCensus['states'] = {}
  for (const { state } of jobs) states[state] = (states[state] ?? 0) + 1
  return states
}

function oldestOf(jobs: readonly Job[], now: number): number | null {
  const live = jobs.filter((job) => !isEnded(job.state)).map((job) => job.createdAt)
  // A clock set back since makes no negative age.
  return live.length === 0 ? null : Math.max(0, now - live.reduce((a, b) => Math.min(a, b)))
}

function lastOf(jobs: readonly Job[]): KindCensus['last'] {
  let last: KindCensus['last'] = null
  for (const { fault, endedAt, createdAt } of jobs) {
    const at = endedAt ?? createdAt
    if (fault && (!last || at >= last.at)) last = { fault, at }
  }
  return last
}
