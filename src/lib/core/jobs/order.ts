import type { Job } from '#lib/core/domain/job.ts'

const NOBODY: ReadonlySet<string> = new Set()

/** What decides a turn before age does: a person's rank, then what is on the screen, then priority. Lower goes first. */
type Turn = readonly [rank: number, offScreen: number, after: number]

function turnOf(job: Job, onScreen: ReadonlySet<string>): Turn {
  return [job.rank, job.trackId !== null && onScreen.has(job.trackId) ? 0 : 1, -job.priority]
}

function compare(a: Turn, b: Turn): number {
  return a[0] - b[0] || a[1] - b[1] || a[2] - b[2]
}

const byAge = (a: Job, b: Job) => a.createdAt - b.createdAt || (a.id < b.id ? -1 : 1)

/** A person's order first, then higher priority, then the oldest; never a tie. */
export function byTurn(a: Job, b: Job): number {
  return compare(turnOf(a, NOBODY), turnOf(b, NOBODY)) || byAge(a, b)
}

/**
 * The jobs in the order of their turns. What others depend on goes as early as the first of those: a song moved to the top
 * takes its download along.
 */
export function inTurn(jobs: readonly Job[], onScreen: ReadonlySet<string> = NOBODY): Job[] {
  const turns = new Map(jobs.map((job) => [job.id, turnOf(job, onScreen)]))
  const lift = (id: string, to: Turn, seen: readonly string[]) => {
    const own = turns.get(id)
    if (!own || seen.includes(id) || compare(to, own) >= 0) return
    turns.set(id, to)
    for (const need of needs.get(id) ?? []) lift(need, to, [...seen, id])
  }
  const needs = new Map(jobs.map((job) => [job.id, job.dependsOn]))
  for (const job of jobs)
    for (const need of job.dependsOn) lift(need, turns.get(job.id) ?? [0, 1, 0], [job.id])
  const turn = (job: Job) => turns.get(job.id) ?? [0, 1, 0]
  return jobs.toSorted((a, b) => compare(turn(a), turn(b)) || byAge(a, b))
}

/**
 * Ranks that put the jobs of `moved`, in their order, at `index` among `others`, which stand as the person sees them. As few
 * jobs as possible change; where there is no room between two neighbours, everything above is ranked as it stands.
 */
export function ranksToMove(
  moved: readonly Job[],
  others: readonly Job[],
  index: number,
): Map<string, number> {
  const above = others[index - 1]
  const below = others[index]
  const ranks = others.map((one) => one.rank)
  if (!above && !below) return new Map()
  if (!above) return spread(moved, Math.min(0, ...ranks) - moved.length - 1, 1)
  if (!below) return spread(moved, Math.max(0, ...ranks), 1)
  const gap = (below.rank - above.rank) / (moved.length + 1)
  if (above.rank + gap > above.rank && below.rank - gap < below.rank && gap > 0)
    return spread(moved, above.rank, gap)
  const fixed = [...others.slice(0, index), ...moved]
  return spread(fixed, Math.min(0, ...ranks.slice(index)) - fixed.length - 1, 1)
}

function spread(jobs: readonly Job[], from: number, gap: number): Map<string, number> {
  return new Map(jobs.map((job, i) => [job.id, from + gap * (i + 1)]))
}
