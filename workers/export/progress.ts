import type { RenderTick } from './contract.ts'

/** Milliseconds between two ticks: each is a message to the page. */
const TICK_MS = 100

/** Counts frames over all passes of one file; how many passes there are is found out on the way. */
export class Progress {
  readonly #tick: RenderTick
  readonly #now: () => number
  #done = 0
  #total = 0
  #last = -Infinity

  constructor(tick: RenderTick, now: () => number) {
    this.#tick = tick
    this.#now = now
  }

  expect(frames: number): void {
    this.#total += frames
  }

  step(frames: number): void {
    this.#done += frames
    const now = this.#now()
    if (now - this.#last < TICK_MS) return
    this.#last = now
    this.#tick(this.#total > 0 ? Math.min(0.99, this.#done / this.#total) : 0)
  }
}
