import { isEnded, type Job } from '#lib/core/domain/job.ts'

/** What is done for a track: the job itself, and the one to watch, which is what it waits for if that runs first. */
export interface TrackWork {
  job: Job
  watched: Job
}

const RANK: Partial<Record<Job['state'], number>> = { running: 0, paused: 1, queued: 2 }

/**
 * The live work of a track, else its last job if that failed and nothing has mended it since. An analysis runs beside it and is told
 * in its own place.
 */
export function workOf(jobs: readonly Job[], trackId: string): TrackWork | null {
  const own = jobs.filter((job) => job.trackId === trackId && job.kind !== 'analyse')
  const [live] = own
    .filter((job) => !isEnded(job.state))
    .toSorted((a, b) => (RANK[a.state] ?? 9) - (RANK[b.state] ?? 9))
  if (live) return { job: live, watched: awaited(jobs, live) ?? live }
  const last = own.toSorted((a, b) => b.createdAt - a.createdAt)[0]
  return last?.state === 'failed' ? { job: last, watched: last } : null
}

function awaited(jobs: readonly Job[], job: Job): Job | null {
  if (job.state !== 'queued') return null
  return jobs.find((one) => job.dependsOn.includes(one.id) && !isEnded(one.state)) ?? null
}
