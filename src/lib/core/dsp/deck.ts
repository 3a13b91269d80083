import { BlockQueue, type Block } from './block-queue.ts'
import { addClicks, type ClickLead, type ClickPlan } from './click.ts'
import { PeakMeter } from './meter.ts'
import { Glide, Mixer, type LaneLevel, type Stereo } from './mix.ts'

/** Frames of the fade when play stops, moves or starts in mid-song: 6 ms, against clicks. */
const FADE_FRAMES = 256

/**
 * The one clock of all lanes: plays a queue of blocks frame by frame. It never waits and never makes anything up:
 * without a block it is silent and stands still.
 */
export class Deck<B extends Block = Block> {
  playing = false
  ended = false
  /** Playing, with nothing to play. */
  starving = false
  /** The set of lanes that sounds; -1 before any. */
  set = -1
  laneMeters: PeakMeter[] = []
  readonly masterMeters = [new PeakMeter(), new PeakMeter()] as const
  readonly #queue: BlockQueue<B>
  readonly #gate = new Glide(0, FADE_FRAMES)
  readonly #settings = new Map<number, { lanes: readonly LaneLevel[]; master: number }>()
  #mixer = new Mixer(0)
  #pausing = false
  #jump: { generation: number; frame: number } | null = null
  #click: ClickPlan | null = null
  /** Clicks that come before the song goes on, and how far they are. */
  #lead: { clicks: ClickLead; at: number } | null = null

  constructor(release: (block: B) => void) {
    this.#queue = new BlockQueue(release)
  }

  /** The next frame to sound. */
  get frame(): number {
    return this.#jump?.frame ?? this.#queue.frame
  }

  /** After `lead`, if there is one; until then it counts as starving: nothing of the song sounds. */
  play(lead: ClickLead | null = null): void {
    this.#pausing = false
    this.ended = false
    if (this.playing) return
    this.playing = true
    this.#lead = lead && { clicks: lead, at: 0 }
    this.starving = lead !== null
    this.#shut()
  }

  pause(): void {
    this.#pausing = this.playing
    if (this.starving) this.#obey()
  }

  /** Goes to `frame`; sound goes on there when blocks of this generation come. */
  seek(generation: number, frame: number): void {
    this.#jump = { generation, frame }
    this.#queue.held = true
    this.ended = false
    if (!this.playing || this.starving) this.#obey()
  }

  take(block: B): void {
    this.#queue.take(block)
  }

  /** Clicks on frames of the song from now on; null is none. */
  setClick(click: ClickPlan | null): void {
    this.#click = click
  }

  /** Settings of a set of lanes: glides when it is the one that sounds. */
  setMix(set: number, lanes: readonly LaneLevel[], master: number): void {
    for (const known of this.#settings.keys()) if (known < this.set) this.#settings.delete(known)
    this.#settings.set(set, { lanes, master })
    if (set === this.set) this.#mixer.aim(lanes, master)
  }

  /** Fills `count` frames of `out`. */
  render(out: Stereo, count: number): void {
    let at = 0
    if (this.playing) at += this.#countIn(out, count)
    while (at < count && this.playing) {
      const block = this.#queue.current
      if (!block) break
      at += this.#play(block, out, at, count - at)
    }
    this.starving = this.playing && (at < count || this.#lead !== null)
    if (at === count) return
    this.#silence(out, at, count)
    this.#obey()
    this.#shut()
  }

  /** Sounds what is left of the lead; answers how many frames. */
  #countIn(out: Stereo, count: number): number {
    const lead = this.#lead
    if (!lead) return 0
    const frames = Math.min(count, lead.clicks.length - lead.at)
    this.#silence(out, 0, frames)
    addClicks(lead.clicks, out, 0, lead.at, frames)
    lead.at += frames
    if (lead.at >= lead.clicks.length) this.#lead = null
    return frames
  }

  /** Plays from one block; answers how many frames. */
  #play(block: B, out: Stereo, at: number, most: number): number {
    const frames = Math.min(most, block.frames - this.#queue.offset)
    this.#use(block)
    this.#mixer.mix(block.lanes, this.#queue.offset, out, at, frames)
    if (this.#click) addClicks(this.#click, out, at, this.#queue.frame, frames)
    this.#fade(out, at, frames)
    this.#measure(frames)
    const ends = block.last && this.#queue.offset + frames === block.frames
    this.#queue.advance(frames)
    if (ends) this.#end()
    if ((this.#pausing || this.#jump) && !this.#gate.moving) this.#obey()
    return frames
  }

  /** A block of another set of lanes brings its own mixer, standing on its settings. */
  #use(block: B): void {
    if (block.set === this.set) return
    this.set = block.set
    this.#mixer = new Mixer(block.lanes.length)
    this.laneMeters = block.lanes.map(() => new PeakMeter())
    const settings = this.#settings.get(block.set)
    if (settings) this.#mixer.aim(settings.lanes, settings.master)
    this.#mixer.settle()
  }

  #fade(out: Stereo, at: number, frames: number): void {
    this.#gate.aim(this.#pausing || this.#jump ? 0 : 1)
    if (!this.#gate.moving && this.#gate.value === 1) return
    for (let i = at; i < at + frames; i++) {
      const gain = this.#gate.next()
      out[0][i] = (out[0][i] ?? 0) * gain
      out[1][i] = (out[1][i] ?? 0) * gain
    }
  }

  #measure(frames: number): void {
    this.laneMeters.forEach((meter, lane) => meter.take(this.#mixer.lanePeaks[lane] ?? 0, frames))
    this.masterMeters.forEach((meter, side) => meter.take(this.#mixer.masterPeaks[side] ?? 0, frames))
  }

  #silence(out: Stereo, at: number, count: number): void {
    out[0].fill(0, at, count)
    out[1].fill(0, at, count)
    for (const meter of [...this.laneMeters, ...this.masterMeters]) meter.take(0, count - at)
  }

  #end(): void {
    this.ended = true
    this.playing = false
    this.#pausing = false
  }

  /** Does what was asked, now that nothing sounds. */
  #obey(): void {
    if (this.#pausing) this.playing = false
    this.#pausing = false
    this.#lead = null
    const jump = this.#jump
    this.#jump = null
    this.#queue.held = false
    if (jump) this.#queue.jump(jump.generation, jump.frame)
    if (!this.playing) this.starving = false
    this.#shut()
  }

  /** The next sound fades in, except from the very start: nothing precedes that, and its first sample is the song's own. */
  #shut(): void {
    this.#gate.set(this.#queue.frame === 0 ? 1 : 0)
  }
}
