import type { FrameRange } from '#lib/core/domain/separation.ts'
import { segmentCount, segmentsFor } from '#lib/core/dsp/segments.ts'

/** Which segment comes next: the nearest at or after the wanted frame, then those before it. */
export class Plan {
  readonly finished: Set<number>
  readonly #frames: number
  readonly #wanted: number[]
  readonly #taken: Set<number>
  #near: number

  constructor(frames: number, region: FrameRange | null, finished: Iterable<number>, near: number) {
    this.#frames = frames
    this.#wanted = region
      ? segmentsFor(frames, region.start, region.end)
      : Array.from({ length: segmentCount(frames) }, (_, index) => index)
    this.finished = new Set(finished)
    this.#taken = new Set(this.finished)
    this.#near = near
  }

  moveTo(frame: number): void {
    this.#near = frame
  }

  /** The segment that would come next; null when all are taken. */
  peek(): number | null {
    // A frame in a seam is heard only when both segments that share it are there: the earlier one counts.
    const first = segmentsFor(this.#frames, this.#near, this.#near + 1)[0] ?? 0
    const open = this.#wanted.filter((index) => !this.#taken.has(index))
    return open.find((index) => index >= first) ?? open[0] ?? null
  }

  take(): number | null {
    const next = this.peek()
    if (next !== null) this.#taken.add(next)
    return next
  }

  /** `index` is on disk. */
  finish(index: number): void {
    this.finished.add(index)
  }

  /** Wanted segments not yet on disk. */
  get remaining(): number {
    return this.#wanted.filter((index) => !this.finished.has(index)).length
  }
}
