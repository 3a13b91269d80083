import type { Fault } from '#lib/core/domain/fault.ts'
import type { FrameRange } from '#lib/core/domain/separation.ts'
import { loopWithin } from '#lib/core/dsp/stretches.ts'
import type { Heard, Player, PlayerLanes, PlayerMix, PlayerNews } from '#lib/platform/audio/player.ts'

interface PlayheadEars {
  /** Levels of what is heard, at most once a frame of the screen. */
  levels(heard: Heard): void
  /** Play has come to a frame that is not on disk. */
  needs(frame: number): void
}

/** Play, pause, place and loop as the screen follows them. */
export class Playhead {
  readonly #player: Player
  readonly #ears: PlayheadEars
  readonly #unwatch: () => void
  #playing = $state.raw(false)
  #waiting = $state.raw(false)
  #frame = $state.raw(0)
  #frames = $state.raw(0)
  #loop = $state.raw<FrameRange | null>(null)
  #fault = $state.raw<Fault | null>(null)
  #lacking = false
  #drawing = 0

  constructor(player: Player, ears: PlayheadEars) {
    this.#player = player
    this.#ears = ears
    this.#unwatch = player.watch((news) => this.#hear(news))
  }

  /** A person wants sound; it may still be waiting for it. */
  get playing(): boolean {
    return this.#playing
  }

  get waiting(): boolean {
    return this.#waiting
  }

  get frame(): number {
    return this.#frame
  }

  get frames(): number {
    return this.#frames
  }

  get loop(): FrameRange | null {
    return this.#loop
  }

  /** Why there is no sound; null once there is. */
  get fault(): Fault | null {
    return this.#fault
  }

  /** `keepPlace` joins the new lanes on to what sounds. */
  load(lanes: PlayerLanes, mix: PlayerMix, keepPlace: boolean): void {
    this.#frames = lanes.frames
    this.#player.load(lanes, mix, keepPlace ? null : 0)
    if (!keepPlace) this.#frame = 0
  }

  unload(): void {
    this.#player.unload()
    this.#playing = false
    this.#waiting = false
    this.#lacking = false
    this.#frame = 0
    this.#frames = 0
    this.#loop = null
    this.#fault = null
  }

  async play(): Promise<void> {
    if (this.#frames === 0) return
    if (this.#frame >= this.#frames) this.seek(this.#loop?.start ?? 0)
    this.#playing = true
    this.#fault = null
    const trouble = await this.#player.play()
    if (trouble) this.#stop(trouble)
    else this.#follow()
  }

  pause(): void {
    this.#player.pause()
    this.#stop(null)
    this.#follow()
  }

  seek(frame: number): void {
    const to = Math.max(0, Math.min(Math.round(frame), this.#frames))
    this.#lacking = false
    this.#waiting = false
    this.#player.seek(to)
    this.#frame = to
  }

  setLoop(range: FrameRange | null): void {
    this.#loop = range && loopWithin(range.start, range.end, this.#frames)
    this.#player.setLoop(this.#loop)
  }

  close(): void {
    cancelAnimationFrame(this.#drawing)
    this.#unwatch()
  }

  #hear(news: PlayerNews): void {
    if (news.type === 'fault') return this.#stop(news.fault)
    if (news.type === 'waiting') this.#ears.needs(news.frame)
    if (news.type !== 'changed') this.#lacking = news.type === 'waiting'
    this.#follow()
  }

  #stop(trouble: Fault | null): void {
    this.#playing = false
    this.#waiting = false
    this.#fault = trouble
  }

  /** Reads what is heard, now and with every frame of the screen while there is anything to see. */
  #follow(): void {
    cancelAnimationFrame(this.#drawing)
    const heard = this.#player.heard()
    this.#frame = heard.frame
    this.#waiting = this.#playing && heard.starving && this.#lacking
    if (heard.ended) this.#playing = false
    this.#ears.levels(heard)
    const moving = this.#playing || heard.playing || Math.max(...heard.master, ...heard.lanes) > 0
    if (moving) this.#drawing = requestAnimationFrame(() => this.#follow())
  }
}
