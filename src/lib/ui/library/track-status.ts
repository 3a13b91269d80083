import type { Fault } from '#lib/core/domain/fault.ts'
import type { Job, JobPhase, Progress } from '#lib/core/domain/job.ts'
import type { Separation } from '#lib/core/domain/separation.ts'
import type { Track } from '#lib/core/domain/track.ts'

/** What a card says of a track; the first that holds. */
export type TrackStatus =
  | { kind: 'working'; job: Job; phase: JobPhase; fraction: number; leftS: number | null }
  | { kind: 'failed'; fault: Fault; job: Job | null }
  | { kind: 'stems'; stems: number }
  /** Known, but there is no audio of it. */
  | { kind: 'listed' }
  | { kind: 'plain' }

/** Jobs by track, in the order given; without analyses, which run beside the rest and say nothing of a track's state. */
export function jobsByTrack(jobs: readonly Job[]): Map<string, Job[]> {
  const by = new Map<string, Job[]>()
  for (const job of jobs) {
    if (job.trackId === null || job.kind === 'analyse') continue
    const list = by.get(job.trackId)
    if (list) list.push(job)
    else by.set(job.trackId, [job])
  }
  return by
}

const LIVE_ORDER = { running: 0, paused: 1, queued: 2 } as const

/** The job to speak of: what runs, else what is paused, else what waits. */
function liveJob(jobs: readonly Job[]): Job | null {
  const rank = (job: Job) => (job.state in LIVE_ORDER ? LIVE_ORDER[job.state as keyof typeof LIVE_ORDER] : 9)
  const [first] = jobs.toSorted((a, b) => rank(a) - rank(b))
  return first && rank(first) < 9 ? first : null
}

export function statusOf(
  track: Track,
  separations: readonly Separation[],
  jobs: readonly Job[],
  progress: ReadonlyMap<string, Progress>,
): TrackStatus {
  const live = liveJob(jobs)
  if (live) return working(live, progress.get(live.id))
  if (track.state === 'failed' && track.fault) return failedTrack(track.fault, jobs)
  if (track.state === 'listed') return listed(jobs)
  const best = separations
    .filter((one) => one.state === 'complete')
    .reduce((most, one) => Math.max(most, one.stems.length), 0)
  if (best > 0) return { kind: 'stems', stems: best }
  const last = jobs.toSorted((a, b) => b.createdAt - a.createdAt)[0]
  if (last?.state === 'failed' && last.fault) return { kind: 'failed', fault: last.fault, job: last }
  return { kind: 'plain' }
}

function listed(jobs: readonly Job[]): TrackStatus {
  const last = jobs.toSorted((a, b) => b.createdAt - a.createdAt)[0]
  return last?.state === 'failed' && last.fault
    ? { kind: 'failed', fault: last.fault, job: last }
    : { kind: 'listed' }
}

function working(job: Job, now: Progress | undefined): TrackStatus {
  const phase = now?.phase ?? job.phase
  const fraction = now?.fraction ?? job.fraction
  return { kind: 'working', job, phase, fraction, leftS: now?.leftS ?? null }
}

function failedTrack(fault: Fault, jobs: readonly Job[]): TrackStatus {
  return { kind: 'failed', fault, job: jobs.find((job) => job.state === 'failed') ?? null }
}
