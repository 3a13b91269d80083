import { isEnded, type Job } from '#lib/core/domain/job.ts'
import type { Tables } from '#lib/platform/storage/rows.ts'

/** The live job that was asked for before in the same words, or null. */
export async function liveJob(tables: Pick<Tables, 'jobs'>, dedupeKey: string): Promise<Job | null> {
  const same = await tables.jobs.by('dedupeKey', dedupeKey)
  return same.find((job) => !isEnded(job.state)) ?? null
}

/**
 * Puts the job in, inside the transaction that writes the rows it serves. Where the same is already asked for and not
 * ended, that one is answered and nothing is written.
 */
export async function insertJob(tables: Pick<Tables, 'jobs'>, job: Job): Promise<Job> {
  const there = await liveJob(tables, job.dedupeKey)
  if (there) return there
  await tables.jobs.put(job)
  return job
}
