import { faultFrom, type Fault } from '#lib/core/domain/fault.ts'
import { stretchAt } from '#lib/core/dsp/stretches.ts'
import type { BlobStore } from '#lib/platform/blobs/blob-store.ts'
import type { FeederBlock, FeederNews, FeedPlan, MixerReturn } from './contract.ts'
import { LaneReader, readyFrames } from '#lib/platform/blobs/lane-reader.ts'

/** Frames in one block: 186 ms. */
export const BLOCK_FRAMES = 8_192
/** Blocks of one plan under way: the feeder is never more than this far ahead, 5.2 s. */
const AHEAD = 28
/** Buffers in circulation; the rest lets a new plan begin while the old one still fills the queue. */
const BUFFERS = AHEAD + 8

/** Sends one block away; its buffer comes back through `returned`. */
export type SendBlock = (block: FeederBlock) => void

/**
 * Fills a fixed number of buffers in playing order and waits for them to come back, so that memory does not
 * grow and
 * nothing is read far ahead. A new plan drops the old one at once; what is under way for the old one is thrown
 * away.
 */
export class Feeder {
  readonly #blobs: BlobStore
  readonly #send: SendBlock
  readonly #tell: (news: FeederNews) => void
  #plan: FeedPlan | null = null
  #readers: LaneReader[] = []
  #finished: ReadonlySet<number> | null = null
  #position: number | null = null
  #free: ArrayBuffer[] = []
  #bytes = 0
  #ahead = 0
  #busy = false
  #again = false
  #told: FeederNews['type'] = 'feeding'

  constructor(blobs: BlobStore, send: SendBlock, tell: (news: FeederNews) => void) {
    this.#blobs = blobs
    this.#send = send
    this.#tell = tell
  }

  feed(plan: FeedPlan): void {
    if (plan.set !== this.#plan?.set) this.#changeSet(plan)
    this.#plan = plan
    this.#finished = plan.finished && new Set(plan.finished)
    this.#position = plan.from < plan.frames ? plan.from : null
    this.#told = 'feeding'
    this.#ahead = 0
    void this.#fill()
  }

  arrived(finished: readonly number[]): void {
    if (this.#finished) this.#finished = new Set(finished)
    void this.#fill()
  }

  /** A buffer was played or dropped; buffers of an earlier set of lanes are let go. */
  returned({ audio, generation }: MixerReturn): void {
    if (audio.byteLength !== this.#bytes) return
    this.#free.push(audio)
    if (generation === this.#plan?.generation) this.#ahead--
    void this.#fill()
  }

  rest(): void {
    this.#plan = null
    this.#position = null
    this.#readers = []
    this.#free = []
    this.#bytes = 0
  }

  #changeSet(plan: FeedPlan): void {
    this.#readers = plan.sources.map((source) => new LaneReader(this.#blobs, source))
    this.#bytes = plan.sources.length * BLOCK_FRAMES * 8
    this.#free = Array.from({ length: BUFFERS }, () => new ArrayBuffer(this.#bytes))
  }

  /** One loop at a time; it ends where nothing can be done and is called again by whatever changes that. */
  async #fill(): Promise<void> {
    this.#again = true
    if (this.#busy) return
    this.#busy = true
    while (this.#again) {
      this.#again = false
      while (await this.#next());
    }
    this.#busy = false
  }

  async #next(): Promise<boolean> {
    const plan = this.#plan
    const stretch = plan && this.#stretch(plan)
    const audio = stretch && this.#free.pop()
    if (!plan || !stretch || !audio) return false
    const { start, frames, next } = stretch
    const trouble = await this.#read(audio, start, frames)
    if (plan !== this.#plan) {
      if (audio.byteLength === this.#bytes) this.#free.push(audio)
      return true
    }
    if (trouble) return this.#fail(trouble)
    this.#position = next
    this.#ahead++
    const { generation, set, sources } = plan
    this.#send({ generation, set, start, frames, last: next === null, lanes: sources.length, audio })
    return true
  }

  /** What comes next, as far as it is on disk; null at the end and where it has to wait. */
  #stretch(plan: FeedPlan): ReturnType<typeof stretchAt> {
    if (this.#position === null || this.#ahead >= AHEAD || this.#free.length === 0) return null
    const most = readyFrames(plan.frames, this.#position, BLOCK_FRAMES, this.#finished)
    this.#report(most === 0 ? { type: 'waiting', frame: this.#position } : { type: 'feeding' })
    return most === 0 ? null : stretchAt(this.#position, plan.loop, plan.frames, most)
  }

  async #read(audio: ArrayBuffer, start: number, frames: number): Promise<Fault | null> {
    try {
      await Promise.all(
        this.#readers.map((reader, lane) => {
          const left = new Float32Array(audio, lane * frames * 8, frames)
          return reader.read(start, [left, new Float32Array(audio, (lane * 2 + 1) * frames * 4, frames)])
        }),
      )
      return null
    } catch (error) {
      return faultFrom(error, 'storage-failed')
    }
  }

  #fail(trouble: Fault): false {
    this.#position = null
    this.#tell({ type: 'fault', fault: trouble })
    return false
  }

  #report(news: FeederNews): void {
    if (news.type === this.#told) return
    this.#told = news.type
    this.#tell(news)
  }
}
