import { isEnded, type Job } from '#lib/core/domain/job.ts'

/** The live analysis of a song, running before waiting; else its last one if that failed. */
export function analysisJob(jobs: readonly Job[], trackId: string): Job | null {
  const own = jobs.filter((job) => job.kind === 'analyse' && job.trackId === trackId)
  const live = own.filter((job) => !isEnded(job.state))
  const found = live.find((job) => job.state === 'running') ?? live[0]
  if (found) return found
  const last = own.toSorted((a, b) => b.createdAt - a.createdAt)[0]
  return last?.state === 'failed' ? last : null
}
