import { isEnded, type Job, type JobKind } from '#lib/core/domain/job.ts'

export type Lane = 'download' | 'processing' | 'prepare' | 'analysis'

/** How many of a lane run at once on one device. There is one place for processing, since there is one GPU. */
export const LANE_PLACES: Record<Lane, number> = { download: 3, processing: 1, prepare: 2, analysis: 2 }

/** Higher priority first, then the oldest; never a tie. */
export function byTurn(a: Job, b: Job): number {
  return b.priority - a.priority || a.createdAt - b.createdAt || (a.id < b.id ? -1 : 1)
}

/**
 * `ready`: everything it depends on is done (or has been cleared away). `blocked`: one of them failed or was cancelled.
 */
export function standing(job: Job, jobs: ReadonlyMap<string, Job>): 'ready' | 'waiting' | 'blocked' {
  const before = job.dependsOn.map((id) => jobs.get(id)).filter((other) => other !== undefined)
  if (before.some((other) => isEnded(other.state) && other.state !== 'done')) return 'blocked'
  return before.every((other) => other.state === 'done') ? 'ready' : 'waiting'
}

export interface Choice {
  /** Jobs to start now, in order, never more than there are places. */
  start: Job[]
  /** Jobs that can never start. */
  refuse: Job[]
  /** When to look again, since a job waits for that moment; null when none does. */
  wakeAt: number | null
}

/**
 * What may start now. `places` says how many of each lane are free; `laneOf` is null for kinds nobody here can do;
 * `busy` are jobs whose last run is still winding down.
 */
export function choose(
  all: readonly Job[],
  now: number,
  places: Readonly<Record<Lane, number>>,
  laneOf: (kind: JobKind) => Lane | null,
  busy: ReadonlySet<string>,
): Choice {
  const jobs = new Map(all.map((job) => [job.id, job]))
  const left = { ...places }
  const choice: Choice = { start: [], refuse: [], wakeAt: null }
  for (const job of all.filter((one) => one.state === 'queued').sort(byTurn)) {
    const stand = standing(job, jobs)
    if (stand === 'blocked') choice.refuse.push(job)
    if (stand !== 'ready') continue
    if (job.runAfter > now) {
      choice.wakeAt = Math.min(choice.wakeAt ?? job.runAfter, job.runAfter)
      continue
    }
    const lane = laneOf(job.kind)
    if (!lane || left[lane] <= 0 || busy.has(job.id)) continue
    left[lane] -= 1
    choice.start.push(job)
  }
  return choice
}
