import { isEnded, type Job, type Progress } from '#lib/core/domain/job.ts'
import { leftOf, type Known } from '#lib/core/jobs/group-progress.ts'
import { KINDS } from '#lib/core/jobs/kinds.ts'
import { DEFAULT_LIMITS } from '#lib/core/jobs/lanes.ts'
import { byTurn } from '#lib/core/jobs/order.ts'
import type { QueueView } from './app.ts'

const NOTHING_KNOWN = { typical: new Map(), limits: DEFAULT_LIMITS, isStuck: () => false }

const weightOf = (job: Job) => KINDS[job.kind].weight

/**
 * All that is under way as one. Jobs done since the oldest live one was asked for count as done; but not the
 * steps that led to them, so that one song's separation is told by its own share, as everywhere else on the screen.
 */
export function overallOf(
  jobs: readonly Job[],
  progress: ReadonlyMap<string, Progress>,
  known: Omit<Known, 'live'> = NOTHING_KNOWN,
): QueueView['overall'] {
  const live = jobs.filter((job) => !isEnded(job.state) && job.state !== 'paused')
  const running = live.filter((job) => job.state === 'running').sort(byTurn)
  const since = Math.min(...live.map((job) => job.createdAt))
  const kinds = new Set(live.map((job) => job.kind))
  const finished = jobs.filter(
    (job) => job.state === 'done' && kinds.has(job.kind) && (job.endedAt ?? 0) >= since,
  )
  const reached = (job: Job) =>
    job.state === 'done' ? 1 : Math.max(job.fraction, progress.get(job.id)?.fraction ?? 0)
  const whole = [...live, ...finished]
  const weight = whole.reduce((sum, job) => sum + weightOf(job), 0)
  const got = whole.reduce((sum, job) => sum + weightOf(job) * reached(job), 0)
  return {
    running: running.length,
    waiting: live.length - running.length,
    fraction: weight === 0 ? 0 : got / weight,
    leftS: leftOf(live, { ...known, live: progress }),
    current: currentOf(running, progress),
  }
}

/** The job to name: of those that tell how far they are, the heaviest. */
function currentOf(running: readonly Job[], progress: ReadonlyMap<string, Progress>): Progress | null {
  const heaviest = running.toSorted((a, b) => weightOf(b) - weightOf(a) || byTurn(a, b))
  for (const job of heaviest) {
    const told = progress.get(job.id)
    if (told) return told
  }
  return null
}
