import type { Clock } from '#lib/core/domain/clock.ts'
import { fault } from '#lib/core/domain/fault.ts'
import type { JobPhase } from '#lib/core/domain/job.ts'
import { done, failed, type Outcome, outcomeOf } from '#lib/core/domain/outcome.ts'
import type { EngineReport, Separation } from '#lib/core/domain/separation.ts'
import { roomShort, type Room } from '#lib/core/domain/room.ts'
import { needing } from '#lib/core/domain/storage-fault.ts'
import { STRIDE_FRAMES } from '#lib/core/dsp/segments.ts'
import { SegmentPace } from '#lib/core/jobs/segment-pace.ts'
import type { SeparationEngine } from '#lib/platform/engines/engines.ts'
import type { Tables } from '#lib/platform/storage/rows.ts'
import type { SeparationEvent } from '#workers/separation/contract.ts'
import type { Task, TaskContext } from '../registry.ts'
import { type OrderDoors, orderOf, type Prepared } from './separation-order.ts'

export interface SeparateDoors extends OrderDoors {
  engine: Pick<SeparationEngine, 'run'>
  clock: Clock
  /** What the browser lets this site keep; left out, nobody asks. */
  room?: { estimate(): Promise<Room | null> }
  /** What follows from a whole separation, in the transaction that ends it. */
  onWhole?(tables: Tables, trackId: string): Promise<void>
}

/** Between two looks at the segment in hand. */
const TICK_MS = 500

/**
 * Separates a track. The engine leaves every segment's bytes on disk; the row follows after each, so a run that ends
 * anywhere goes on from there. What a cancel leaves behind is cleared away by the queue.
 */
export function separateTrackTask(doors: SeparateDoors): Task {
  return {
    kind: 'separate',
    async run(context) {
      const { wish } = context.job
      if (wish.kind !== 'separate') return failed(fault('unknown', { detail: `not for ${wish.kind}` }))
      const prepared = await orderOf(doors, wish)
      return prepared.ok ? new Run(doors, context, prepared.value).toEnd() : prepared
    },
  }
}

class Run {
  readonly #doors: SeparateDoors
  readonly #context: TaskContext
  readonly #prepared: Prepared
  /** Ended when a commit failed: what cannot be told need not be made. */
  readonly #broken = new AbortController()
  #commits: Promise<Outcome<void>> = Promise.resolve(done(undefined))
  #phase: JobPhase = 'starting-engine'
  #pace: SegmentPace | null = null
  #report: EngineReport | null = null
  /** Segments that are still to be made. */
  #remaining: number

  constructor(doors: SeparateDoors, context: TaskContext, prepared: Prepared) {
    this.#doors = doors
    this.#context = context
    this.#prepared = prepared
    this.#remaining = prepared.wanted - prepared.kept
  }

  async toEnd(): Promise<Outcome<(tables: Tables) => Promise<void>>> {
    const short = roomShort(this.#bytesLeft(), (await this.#doors.room?.estimate()) ?? null)
    if (short) return failed(short)
    this.#change(() => this.#prepared.facts)
    const stopTicks = this.#tickOn()
    const signal = AbortSignal.any([this.#context.signal, this.#broken.signal])
    const end = await this.#doors.engine.run(this.#prepared.order, (event) => this.#hear(event), signal)
    stopTicks()
    const written = await this.#commits
    if (!written.ok) return written
    if (!end.ok) return failed(needing(end.fault, this.#bytesLeft()))
    if (end.value === 'stopped') return failed(fault('interrupted'))
    const finishedAt = this.#doors.clock.now()
    return done(async (tables) => {
      await this.#edit(tables, () => ({ state: 'complete', finishedAt, engine: this.#engine() }))
      const { trackId, region } = this.#prepared.order
      if (region === null) await this.#doors.onWhole?.(tables, trackId)
    })
  }

  #hear(event: SeparationEvent): void {
    const now = this.#doors.clock.now()
    if (event.type === 'phase') this.#phase = event.phase
    if (event.type === 'engine') {
      this.#report = event.report
      this.#change(() => ({ engine: event.report }))
    }
    if (event.type === 'resumed' || event.type === 'segment') this.#remaining = event.remaining
    if (event.type === 'resumed') {
      // A second start without the GPU comes here again: its pace is another.
      this.#pace = new SegmentPace(this.#prepared.wanted, event.remaining, now)
      this.#change(() => ({ finished: event.finished }))
    }
    if (event.type === 'segment') {
      this.#pace?.done(event.seconds, event.remaining, now)
      this.#change(() => ({ finished: event.finished, engine: this.#engine() }))
    }
    this.#tick()
  }

  /** Of the stems that are not on disk yet. */
  #bytesLeft(): number {
    return this.#remaining * STRIDE_FRAMES * 2 * 4 * this.#prepared.facts.stems.length
  }

  #engine(): EngineReport | null {
    return this.#report && { ...this.#report, segmentS: this.#pace?.segmentS ?? null }
  }

  /** One commit after the other, in the order of the events; the first that fails ends the run. */
  #change(facts: () => Partial<Separation>): void {
    this.#commits = this.#commits.then(async (before) => {
      if (!before.ok) return before
      const written = await outcomeOf(() => this.#context.commit((tables) => this.#edit(tables, facts)))
      if (!written.ok) this.#broken.abort('lost')
      return written
    })
  }

  async #edit({ separations }: Tables, facts: () => Partial<Separation>): Promise<void> {
    await separations.change(this.#prepared.order.separationId, (row) => ({ ...row, ...facts() }))
  }

  #tick(): void {
    const { fraction, leftS } = this.#pace?.at(this.#doors.clock.now()) ?? {
      // Until the worker has said what is on disk, as far as the row knows.
      fraction: this.#prepared.kept / Math.max(1, this.#prepared.wanted),
      leftS: null,
    }
    this.#context.tick({ phase: this.#phase, fraction, leftS })
  }

  #tickOn(): () => void {
    let stop = () => {}
    const again = () => {
      this.#tick()
      stop = this.#doors.clock.after(TICK_MS, again)
    }
    again()
    return () => stop()
  }
}
