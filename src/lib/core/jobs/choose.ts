import { type Job, type JobKind } from '#lib/core/domain/job.ts'
import { isOnTrial } from './breaker.ts'
import { KINDS } from './kinds.ts'
import type { Lane, Limits } from './lanes.ts'
import { endOfBlocked, standing } from './needs.ts'
import { inTurn } from './order.ts'
import { heldUpBy, type Surroundings, type Waiting } from './waiting.ts'

export interface QueueFacts extends Surroundings {
  limits: Limits
  /** Songs that somebody looks at. */
  onScreen: ReadonlySet<string>
  /** Kinds that somebody here can do. */
  kinds: ReadonlySet<JobKind>
  /** Jobs that take a place without being `running`: their last run is still winding down. */
  busy: readonly Job[]
}

export interface Choice {
  /** Jobs to start now, in order, never more than there are places. */
  start: Job[]
  /** Jobs that can never start, and how each ends. */
  refuse: { job: Job; as: 'failed' | 'cancelled' }[]
  /** Why each of the other queued jobs does not start. */
  waiting: Map<string, Waiting>
  /** When to look again, since a job waits for that moment; null when none does. */
  wakeAt: number | null
}

/** What may start now. `all` are the live jobs and those that live ones depend on. */
export function choose(all: readonly Job[], facts: QueueFacts): Choice {
  const jobs = new Map(all.map((job) => [job.id, job]))
  const places = new Places(all, facts)
  const choice: Choice = { start: [], refuse: [], waiting: new Map(), wakeAt: null }
  for (const job of inTurn(all, facts.onScreen)) {
    if (job.state !== 'queued') continue
    if (standing(job, jobs) === 'blocked') {
      choice.refuse.push({ job, as: endOfBlocked(job, jobs) })
      continue
    }
    const waiting = heldUpBy(job, jobs, facts) ?? places.take(job)
    if (!waiting) choice.start.push(job)
    else choice.waiting.set(job.id, waiting)
    if (waiting && 'until' in waiting) choice.wakeAt = Math.min(choice.wakeAt ?? Infinity, waiting.until)
  }
  return choice
}

/** Places that are left, as they are given away. */
class Places {
  readonly #facts: QueueFacts
  readonly #left: Record<Lane, number>
  readonly #ahead = new Map<Lane, number>()
  /** The same work, also where it was asked for anew: what the last run leaves behind it clears away itself. */
  readonly #busy: Set<string>
  readonly #services = new Set<string>()
  #engine = true

  constructor(all: readonly Job[], facts: QueueFacts) {
    this.#facts = facts
    this.#left = { ...facts.limits }
    this.#busy = new Set(facts.busy.map((job) => job.dedupeKey))
    const running = all.filter((job) => job.state === 'running')
    for (const job of new Map([...running, ...facts.busy].map((one) => [one.id, one])).values())
      this.#give(job)
  }

  /** Gives the job a place, or says what it waits for. */
  take(job: Job): Waiting | null {
    const { lane, engine } = KINDS[job.kind]
    const full = this.#left[lane] <= 0 || (engine && !this.#engine)
    const onTrial = this.#onTrial(job)
    if (full || onTrial || this.#busy.has(job.dedupeKey) || !this.#facts.kinds.has(job.kind)) {
      const ahead = this.#ahead.get(lane) ?? 0
      this.#ahead.set(lane, ahead + 1)
      return { why: 'turn', ahead }
    }
    this.#give(job)
    return null
  }

  /** A service that is being tried is called by one job at a time. */
  #onTrial({ service }: Job): boolean {
    const breaker = service === null ? undefined : this.#facts.breakers.get(service)
    return breaker !== undefined && isOnTrial(breaker) && this.#services.has(breaker.service)
  }

  #give(job: Job): void {
    const { lane, engine } = KINDS[job.kind]
    this.#left[lane] -= 1
    this.#ahead.set(lane, (this.#ahead.get(lane) ?? 0) + 1)
    if (engine) this.#engine = false
    if (job.service !== null) this.#services.add(job.service)
  }
}
