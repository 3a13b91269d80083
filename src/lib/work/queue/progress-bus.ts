import * as v from 'valibot'
import type { Clock } from '#lib/core/domain/clock.ts'
import { JOB_PHASES, type Progress } from '#lib/core/domain/job.ts'
import { paceAfter, timeLeftS, type Pace } from '#lib/core/jobs/time-left.ts'
import type { Channel } from '#lib/platform/device/channel.ts'

/** 10 Hz in. */
const IN_MS = 100
/** 4 Hz out. */
const OUT_MS = 250

export type Tick = Omit<Progress, 'jobId'>

const heard = v.object({
  type: v.literal('progress'),
  all: v.array(
    v.object({
      jobId: v.string(),
      phase: v.picklist(JOB_PHASES),
      fraction: v.pipe(v.number(), v.minValue(0), v.maxValue(1)),
      leftS: v.nullable(v.number()),
      bytes: v.exactOptional(v.object({ done: v.number(), total: v.number() })),
    }),
  ),
})

/** How far running jobs are: in memory only, told to this tab and the others at most four times a second. */
export class ProgressBus {
  #own = new Map<string, Progress>()
  #others = new Map<string, Progress>()
  readonly #paces = new Map<string, Pace>()
  readonly #last = new Map<string, number>()
  readonly #listeners = new Set<(all: ReadonlyMap<string, Progress>) => void>()
  readonly #clock: Clock
  readonly #channel: Channel
  readonly #stopHearing: () => void
  #stopTimer: (() => void) | null = null
  #toldAt = Number.NEGATIVE_INFINITY

  constructor(clock: Clock, channel: Channel) {
    this.#clock = clock
    this.#channel = channel
    this.#stopHearing = channel.listen((message) => this.#hear(message))
  }

  get all(): ReadonlyMap<string, Progress> {
    return new Map([...this.#others, ...this.#own])
  }

  /** A running job of this tab says how far it is. What comes too soon after the last, in the same phase, is dropped. */
  tick(jobId: string, tick: Tick): void {
    const now = this.#clock.now()
    const before = this.#own.get(jobId)
    const since = now - (this.#last.get(jobId) ?? Number.NEGATIVE_INFINITY)
    if (before?.phase === tick.phase && since >= 0 && since < IN_MS && tick.fraction < 1) return
    this.#last.set(jobId, now)
    const fraction = Math.min(1, Math.max(0, tick.fraction))
    const pace = paceAfter(this.#paces.get(jobId) ?? null, now, tick.phase, fraction)
    this.#paces.set(jobId, pace)
    this.#own.set(jobId, { ...tick, jobId, fraction, leftS: tick.leftS ?? timeLeftS(pace) })
    this.#tellSoon()
  }

  /** The job runs here no more. */
  end(jobId: string): void {
    this.#paces.delete(jobId)
    this.#last.delete(jobId)
    if (this.#own.delete(jobId)) this.#tellSoon()
  }

  listen(tell: (all: ReadonlyMap<string, Progress>) => void): () => void {
    this.#listeners.add(tell)
    return () => this.#listeners.delete(tell)
  }

  stop(): void {
    this.#stopTimer?.()
    this.#stopHearing()
    this.#listeners.clear()
  }

  #tellSoon(): void {
    if (this.#stopTimer) return
    const wait = Math.min(OUT_MS, Math.max(0, this.#toldAt + OUT_MS - this.#clock.now()))
    this.#stopTimer = this.#clock.after(wait, () => {
      this.#stopTimer = null
      this.#toldAt = this.#clock.now()
      this.#channel.post({ type: 'progress', all: [...this.#own.values()] })
      this.#tell()
    })
  }

  #hear(message: unknown): void {
    const parsed = v.safeParse(heard, message)
    if (!parsed.success) return
    this.#others = new Map(parsed.output.all.map((progress) => [progress.jobId, progress]))
    this.#tell()
  }

  #tell(): void {
    const all = this.all
    for (const tell of this.#listeners) tell(all)
  }
}
