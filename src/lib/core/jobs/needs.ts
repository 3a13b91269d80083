import { isEnded, type Job } from '#lib/core/domain/job.ts'

type Jobs = ReadonlyMap<string, Job>

/** Whether what has ended so is lost to the job that needs it. */
const isLost = (need: Job, job: Job) =>
  isEnded(need.state) && need.state !== 'done' && !job.canDoWithout.includes(need.id)

/**
 * `ready`: everything it depends on is done (or has been cleared away), or has failed and can be done without.
 * `blocked`: one of them failed or was cancelled, and cannot.
 */
export function standing(job: Job, jobs: Jobs): 'ready' | 'waiting' | 'blocked' {
  const needs = needsOf(job, jobs)
  if (needs.some((need) => isLost(need, job))) return 'blocked'
  return needs.every((need) => isEnded(need.state)) ? 'ready' : 'waiting'
}

/** How a blocked job ends: only what a person has called off altogether is cancelled. */
export function endOfBlocked(job: Job, jobs: Jobs): 'failed' | 'cancelled' {
  const lost = needsOf(job, jobs).filter((need) => isLost(need, job))
  return lost.every((need) => need.state === 'cancelled') ? 'cancelled' : 'failed'
}

/** The first need that has not ended; null when none is awaited. */
export function awaited(job: Job, jobs: Jobs): Job | null {
  return needsOf(job, jobs).find((need) => !isEnded(need.state)) ?? null
}

/** Of all jobs those that matter to what runs next: the live ones, and the ended ones that live ones depend on. */
export function liveAndNeeded(all: readonly Job[]): Job[] {
  const live = all.filter((job) => !isEnded(job.state))
  const needed = new Set(live.flatMap((job) => job.dependsOn))
  return live.concat(all.filter((job) => isEnded(job.state) && needed.has(job.id)))
}

function needsOf(job: Job, jobs: Jobs): Job[] {
  return job.dependsOn.map((id) => jobs.get(id)).filter((need) => need !== undefined)
}
