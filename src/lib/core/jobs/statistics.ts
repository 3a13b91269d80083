import type { Job, JobKind } from '#lib/core/domain/job.ts'

/** How one kind of work has gone, over the jobs that are still listed. */
export interface KindStatistics {
  kind: JobKind
  done: number
  failed: number
  cancelled: number
  /** Not ended yet. */
  live: number
  /** Runs that failed and were tried again. */
  retries: number
  /** Of those that were done or failed, 0 to 1; null when none was. */
  success: number | null
  /** Milliseconds of work, over all runs of those that are done; null when none is. */
  medianMs: number | null
  totalMs: number
  bytesIn: number
  bytesOut: number
}

/** Milliseconds of work that a job has had; where phases were not measured, from its first start to its end. */
export function workMs(job: Job): number | null {
  const measured = Object.values(job.phaseMs).reduce((sum, ms) => sum + ms, 0)
  if (measured > 0) return measured
  return job.startedAt === null || job.endedAt === null ? null : Math.max(0, job.endedAt - job.startedAt)
}

/** One line for each kind that has jobs, in the order of their names. */
export function statisticsOf(jobs: readonly Job[]): KindStatistics[] {
  return [...Map.groupBy(jobs, (job) => job.kind)]
    .map(([kind, own]) => ({ kind, ...lineOf(own) }))
    .toSorted((a, b) => (a.kind < b.kind ? -1 : 1))
}

/** All kinds together. */
export function totalsOf(jobs: readonly Job[]): Omit<KindStatistics, 'kind'> {
  return lineOf(jobs)
}

function lineOf(jobs: readonly Job[]): Omit<KindStatistics, 'kind'> {
  const inState = (state: Job['state']) => jobs.filter((job) => job.state === state)
  const [done, failed, cancelled] = [inState('done'), inState('failed'), inState('cancelled')]
  const sum = (of: (job: Job) => number | null) => jobs.reduce((total, job) => total + (of(job) ?? 0), 0)
  const judged = done.length + failed.length
  return {
    done: done.length,
    failed: failed.length,
    cancelled: cancelled.length,
    live: jobs.length - judged - cancelled.length,
    retries: sum((job) => Math.max(0, job.failures - (job.state === 'failed' ? 1 : 0))),
    success: judged === 0 ? null : done.length / judged,
    medianMs: median(done.map(workMs).filter((ms) => ms !== null)),
    totalMs: sum(workMs),
    bytesIn: sum((job) => job.bytesIn),
    bytesOut: sum((job) => job.bytesOut),
  }
}

/** Null of nothing. */
export function median(values: readonly number[]): number | null {
  const sorted = values.toSorted((a, b) => a - b)
  const middle = sorted.length / 2
  const upper = sorted[Math.floor(middle)]
  if (upper === undefined) return null
  const lower = sorted[Math.ceil(middle) - 1] ?? upper
  return (lower + upper) / 2
}
