import { isEnded, type Job, type Progress } from '#lib/core/domain/job.ts'
import { KINDS } from './kinds.ts'
import type { Limits } from './lanes.ts'
import { median, workMs } from './statistics.ts'

/** How far several jobs are, as one. */
export interface GroupProgress {
  /** 0 to 1, each job by its weight; cancelled ones are left out. */
  fraction: number
  /** Seconds until the last of them ends, by what was told and measured; null where that cannot be said honestly. */
  leftS: number | null
  counts: Record<Job['state'], number>
}

type Live = ReadonlyMap<string, Progress>

/** Beside the jobs: what is known of their times, and which wait for something that has no known end. */
export interface Known {
  live: Live
  typical: ReadonlyMap<Job['kind'], number>
  limits: Limits
  isStuck(job: Job): boolean
}

/** What jobs of a kind have taken here, in milliseconds: the median of the done ones of each kind. */
export function typicalMs(jobs: readonly Job[]): ReadonlyMap<Job['kind'], number> {
  const times = new Map<Job['kind'], number>()
  for (const [kind, own] of Map.groupBy(jobs, (job) => job.kind)) {
    const middle = median(own.flatMap((job) => (job.state === 'done' ? (workMs(job) ?? []) : [])))
    if (middle !== null) times.set(kind, middle)
  }
  return times
}

export function groupProgress(jobs: readonly Job[], known: Known): GroupProgress {
  const counts = { queued: 0, running: 0, paused: 0, done: 0, failed: 0, cancelled: 0 }
  let weight = 0
  let got = 0
  for (const job of jobs) {
    counts[job.state] += 1
    if (job.state === 'cancelled') continue
    weight += KINDS[job.kind].weight
    got += KINDS[job.kind].weight * reached(job, known.live)
  }
  return { fraction: weight === 0 ? 0 : got / weight, leftS: leftOf(jobs, known), counts }
}

function reached(job: Job, live: Live): number {
  return job.state === 'done' ? 1 : Math.max(job.fraction, live.get(job.id)?.fraction ?? 0)
}

/**
 * Seconds until the last of these ends. Lanes work side by side, jobs of a lane one after the other in its places, and no
 * lane is done before its longest job. What is paused has no end in sight. Null where nothing honest can be said.
 */
export function leftOf(jobs: readonly Job[], { live, typical, limits, isStuck }: Known): number | null {
  const lanes = new Map<string, { sum: number; most: number }>()
  for (const job of jobs) {
    if (isEnded(job.state)) continue
    const left = job.state === 'paused' || isStuck(job) ? null : leftOfOne(job, live, typical)
    if (left === null) return null
    const { lane, engine } = KINDS[job.kind]
    const { sum, most } = lanes.get(lane) ?? { sum: 0, most: 0 }
    lanes.set(lane, { sum: sum + left / (engine ? 1 : limits[lane]), most: Math.max(most, left) })
  }
  const each = [...lanes.values()].map(({ sum, most }) => Math.max(sum, most))
  return each.length === 0 ? null : Math.max(...each)
}

function leftOfOne(job: Job, live: Live, typical: ReadonlyMap<Job['kind'], number>): number | null {
  const told = live.get(job.id)?.leftS ?? null
  if (told !== null) return told
  const whole = typical.get(job.kind)
  return whole === undefined ? null : (whole / 1000) * (1 - reached(job, live))
}
