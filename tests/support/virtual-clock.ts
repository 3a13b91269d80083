import type { Clock } from '#lib/core/domain/clock.ts'

/** Lets every promise that can settle do so. */
export const settle = () => new Promise<void>((resolve) => setImmediate(resolve))

/** Time that passes only when a test says so. */
export class VirtualClock implements Clock {
  /** Runs evenly, whatever the clock shows. */
  #now: number
  #set = 0
  #count = 0
  #timers = new Map<number, { at: number; work: () => void }>()

  constructor(now = 1_000_000) {
    this.#now = now
  }

  /** In whole milliseconds, as a browser's clock shows them. */
  now(): number {
    return Math.floor(this.#now) + this.#set
  }

  /** The clock is set ahead, or back, by so much; timers take no notice. */
  jump(ms: number): void {
    this.#set += ms
  }

  after(ms: number, work: () => void): () => void {
    const id = ++this.#count
    this.#timers.set(id, { at: this.#now + ms, work })
    return () => this.#timers.delete(id)
  }

  /** Runs everything that falls due in the next `ms`, in order, letting promises settle between. */
  async pass(ms: number): Promise<void> {
    const until = this.#now + ms
    await settle()
    for (;;) {
      const next = [...this.#timers].filter(([, timer]) => timer.at <= until).sort(byTime)[0]
      if (!next) break
      const [id, timer] = next
      this.#timers.delete(id)
      this.#now = Math.max(this.#now, timer.at)
      timer.work()
      await settle()
    }
    this.#now = until
  }

  /** How many timers wait. */
  get waiting(): number {
    return this.#timers.size
  }
}

type Entry = [number, { at: number }]
const byTime = (a: Entry, b: Entry) => a[1].at - b[1].at || a[0] - b[0]
