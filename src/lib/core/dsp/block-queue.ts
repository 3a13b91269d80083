import type { Stereo } from './mix.ts'

/** Frames of every lane that sound together. */
export interface Block {
  /** Every change of plan (seek, loop, lanes) makes a new generation; blocks of older ones are stale. */
  generation: number
  /** Which set of lanes it holds; mixer settings are kept per set. */
  set: number
  /** First frame in the song. */
  start: number
  frames: number
  /** Nothing comes after it. */
  last: boolean
  lanes: readonly Stereo[]
}

/** Blocks of a new plan that must wait before it is taken although it does not join on to what sounds. */
const ENOUGH = 3

/** What sounds next, in order. `release` gets every block that is done with or stale. */
export class BlockQueue<B extends Block> {
  /** The next frame to sound. */
  frame = 0
  /** While true no newer generation takes over by itself. */
  held = false
  #generation = 0
  #offset = 0
  #blocks: B[] = []
  #coming: B[] = []
  readonly #release: (block: B) => void

  constructor(release: (block: B) => void) {
    this.#release = release
  }

  get current(): B | null {
    return this.#blocks[0] ?? null
  }

  /** Where the next frame lies in the current block. */
  get offset(): number {
    return this.#offset
  }

  take(block: B): void {
    const newest = this.#coming[0]?.generation ?? this.#generation
    if (block.generation < newest) this.#release(block)
    else if (block.generation === this.#generation) this.#append(block)
    else this.#await(block)
  }

  /** Passes `frames` of the current block. */
  advance(frames: number): void {
    const block = this.current
    if (!block) return
    this.#offset += frames
    this.frame = block.start + this.#offset
    if (this.#offset < block.frames) return
    this.#blocks.shift()
    this.#release(block)
    this.#begin(0)
  }

  /** Drops everything older than `generation` and stands at `frame`. */
  jump(generation: number, frame: number): void {
    this.#drop(this.#blocks.filter((block) => block.generation < generation))
    this.#blocks = this.#blocks.filter((block) => block.generation >= generation)
    this.#generation = Math.max(this.#generation, generation)
    this.frame = frame
    this.#offset = 0
    this.#takeOver()
    this.#begin(this.#offset)
  }

  #append(block: B): void {
    this.#blocks.push(block)
    if (this.#blocks.length === 1) this.#begin(0)
  }

  #await(block: B): void {
    if (this.#coming[0] && this.#coming[0].generation < block.generation) {
      this.#drop(this.#coming)
      this.#coming = []
    }
    this.#coming.push(block)
    if (!this.held) this.#takeOver()
  }

  /** A newer plan is taken seamlessly once it holds the frame that sounds next; else when enough of it is here. */
  #takeOver(): void {
    const first = this.#coming[0]
    if (!first) return
    const at = this.#coming.findIndex(
      ({ start, frames }) => this.frame >= start && this.frame < start + frames,
    )
    const forced =
      this.#blocks.length === 0 || this.#coming.length >= ENOUGH || first.generation <= this.#generation
    if (at < 0 && !forced) return
    this.#drop(this.#blocks)
    this.#drop(this.#coming.slice(0, Math.max(0, at)))
    this.#blocks = this.#coming.slice(Math.max(0, at))
    this.#coming = []
    this.#generation = first.generation
    this.#begin(at < 0 ? 0 : this.frame - (this.#blocks[0]?.start ?? 0))
  }

  #begin(offset: number): void {
    this.#offset = offset
    const block = this.current
    if (block) this.frame = block.start + offset
  }

  #drop(blocks: readonly B[]): void {
    for (const block of blocks) this.#release(block)
  }
}
