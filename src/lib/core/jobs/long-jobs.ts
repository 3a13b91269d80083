import { isEnded, type Job, type JobState } from '#lib/core/domain/job.ts'

/** Shorter jobs end while somebody still looks. */
const LONG_MS = 30_000

/**
 * Jobs whose end is worth a notification: done or failed since `before`, after more than half a minute of being at work, and
 * not a step that another live job waits for.
 */
export function endedLong(before: ReadonlyMap<string, JobState>, jobs: readonly Job[]): Job[] {
  const awaited = new Set(jobs.filter((job) => !isEnded(job.state)).flatMap((job) => job.dependsOn))
  return jobs.filter((job) => {
    const was = before.get(job.id)
    if (was === undefined || isEnded(was) || (job.state !== 'done' && job.state !== 'failed')) return false
    if (job.startedAt === null || job.endedAt === null || awaited.has(job.id)) return false
    return job.endedAt - job.startedAt > LONG_MS
  })
}
