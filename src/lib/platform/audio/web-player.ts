import { appPart } from '#lib/core/domain/app-part.ts'
import { fault, wordsOf, type Fault } from '#lib/core/domain/fault.ts'
import type { FrameRange } from '#lib/core/domain/separation.ts'
import type { MixerTick } from '#workers/audio/contract.ts'
import { HeardTicks } from './heard.ts'
import type { Heard, Player, PlayerClick, PlayerLanes, PlayerMix, PlayerNews } from './player.ts'
import type { openRig, Rig } from './rig.ts'

/** A paused audio thread is put to sleep after this, in ms. */
const SLEEP_MS = 20_000
/** A browser that allows sound starts it well within this, in ms. */
const START_MS = 3000

/** The player on Web Audio. Nothing is started before the first `play`: browsers give no sound without a gesture. */
export class WebPlayer implements Player {
  readonly #startWorker: (url: string) => Worker
  readonly #watchers = new Set<(news: PlayerNews) => void>()
  readonly #ticks = new HeardTicks()
  readonly #closing = new AbortController()
  #open: typeof openRig | null = null
  #opening: Promise<Rig> | null = null
  #rig: Rig | null = null
  #lanes: PlayerLanes | null = null
  #mix: PlayerMix = { lanes: [], master: 1 }
  #loop: FrameRange | null = null
  #click: PlayerClick | null = null
  #set = 0
  #generation = 0
  /** The newest seek; ticks that have not heard of it are old. */
  #seek = 0
  /** Where the mixer stands, or will stand once it has heard. */
  #frame = 0
  #wanted = false
  #last: MixerTick | null = null
  #sleep: ReturnType<typeof setTimeout> | undefined

  /** `startWorker` starts a module worker of our own origin. */
  constructor(startWorker: (url: string) => Worker) {
    this.#startWorker = startWorker
    const { signal } = this.#closing
    navigator.mediaDevices?.addEventListener('devicechange', () => this.#wake(), { signal })
    // A browser that stopped the sound by itself lets it go on with the next gesture.
    for (const gesture of ['pointerdown', 'keydown'])
      addEventListener(gesture, () => this.#wake(), { signal })
  }

  load(lanes: PlayerLanes, mix: PlayerMix, frame: number | null): void {
    this.#lanes = lanes
    this.#mix = mix
    this.#set++
    // `play` tries again.
    if (!this.#open) void this.#fetchRig().catch(() => undefined)
    this.#sendMix()
    if (frame === null) this.#feed()
    else this.seek(frame)
  }

  arrived(finished: readonly number[]): void {
    // A decoded song is all there; segments are no matter of its.
    if (!this.#lanes?.finished) return
    this.#lanes = { ...this.#lanes, finished }
    void this.#rig?.feeder.arrived([...finished])
  }

  unload(): void {
    this.pause()
    this.#lanes = null
    this.#loop = null
    void this.#rig?.feeder.rest()
    this.seek(0)
  }

  async play(): Promise<Fault | null> {
    this.#wanted = true
    clearTimeout(this.#sleep)
    try {
      const rig = await this.#opened()
      void rig.context.resume()
      if (!(await started(rig.context))) return fault('sound-blocked', { detail: rig.context.state })
      if (this.#wanted) rig.mixer.order({ type: 'play', lead: this.#click?.leadAt(this.#frame) ?? null })
      return null
    } catch (error) {
      this.#wanted = false
      return fault('sound-device', { detail: wordsOf(error) })
    }
  }

  pause(): void {
    this.#wanted = false
    this.#rig?.mixer.order({ type: 'pause' })
    clearTimeout(this.#sleep)
    this.#sleep = setTimeout(() => void this.#rig?.context.suspend(), SLEEP_MS)
  }

  seek(frame: number): void {
    this.#seek = ++this.#generation
    this.#frame = frame
    this.#last = null
    this.#ticks.clear()
    this.#rig?.mixer.order({ type: 'seek', generation: this.#seek, frame })
    this.#sendPlan()
  }

  setLoop(range: FrameRange | null): void {
    this.#loop = range
    this.#feed()
  }

  setMix(mix: PlayerMix): void {
    this.#mix = mix
    this.#sendMix()
  }

  setClick(click: PlayerClick | null): void {
    this.#click = click
    this.#sendClick()
  }

  heard(): Heard {
    const tick = this.#rig && this.#ticks.at(this.#rig.heardTime(), this.#loop)
    const { frame, playing, starving, ended } = tick ?? { ...this.#last, frame: this.#frame }
    return {
      frame: Math.min(frame, this.#lanes?.frames ?? 0),
      playing: playing ?? false,
      starving: starving ?? false,
      ended: ended ?? false,
      lanes: tick?.set === this.#set ? tick.lanes : [],
      master: tick?.master ?? [0, 0],
    }
  }

  watch(tell: (news: PlayerNews) => void): () => void {
    this.#watchers.add(tell)
    return () => this.#watchers.delete(tell)
  }

  close(): void {
    this.#closing.abort()
    clearTimeout(this.#sleep)
    this.#watchers.clear()
    this.#drop()
  }

  /** A new plan from where the mixer stands: what sounds goes on until the plan joins it. */
  #feed(): void {
    this.#generation++
    this.#sendPlan()
  }

  #sendPlan(): void {
    if (!this.#lanes || !this.#rig) return
    const { sources, frames, finished } = this.#lanes
    void this.#rig.feeder.feed({
      generation: this.#generation,
      set: this.#set,
      sources: [...sources],
      frames,
      finished: finished && [...finished],
      from: this.#frame,
      loop: this.#loop,
    })
  }

  #sendMix(): void {
    const lanes = this.#mix.lanes.map((lane) => ({ ...lane }))
    this.#rig?.mixer.order({ type: 'mix', set: this.#set, lanes, master: this.#mix.master })
  }

  #sendClick(): void {
    if (!this.#click) return this.#rig?.mixer.order({ type: 'click', click: null })
    const { frames, accents, gain } = this.#click
    this.#rig?.mixer.order({ type: 'click', click: { frames, accents, gain } })
  }

  /** The rig, opened when first needed and told all that is known. */
  #opened(): Promise<Rig> {
    this.#opening ??= this.#openRig().then((rig) => {
      this.#rig = rig
      this.#sendMix()
      this.#sendClick()
      this.seek(this.#frame)
      return rig
    })
    this.#opening.catch(() => (this.#opening = null))
    return this.#opening
  }

  async #openRig(): Promise<Rig> {
    // Where its code is there, the context is made within the gesture: some browsers give sound to no other.
    const open = this.#open ?? (await this.#fetchRig())
    return open(this.#startWorker, {
      tick: (tick) => this.#hear(tick),
      news: (news) => this.#tell(news),
      broken: (detail) => void this.#mend(detail),
      state: (state) => state !== 'running' && this.#wake(),
    })
  }

  async #fetchRig(): Promise<typeof openRig> {
    const rig = await appPart(() => import('./rig.ts'))
    return (this.#open = rig.openRig)
  }

  #hear(tick: MixerTick): void {
    if (tick.seen < this.#seek) return
    const before = this.#last
    this.#last = tick
    this.#frame = tick.frame
    this.#ticks.add(tick)
    if (tick.ended) this.#wanted = false
    const same = (['playing', 'starving', 'ended', 'set'] as const).every(
      (key) => before?.[key] === tick[key],
    )
    if (!same) this.#tell({ type: 'changed' })
  }

  #tell(news: PlayerNews): void {
    for (const tell of this.#watchers) tell(news)
  }

  /** Sound that was stopped from outside (a call, another device) goes on. */
  #wake(): void {
    const context = this.#rig?.context
    if (this.#wanted && context && context.state !== 'running') void context.resume()
  }

  /** The device is gone: everything anew, from where it was. */
  async #mend(detail: string): Promise<void> {
    const wanted = this.#wanted
    this.#drop()
    if (!wanted) return
    const trouble = await this.play()
    if (trouble) this.#tell({ type: 'fault', fault: { ...trouble, detail } })
  }

  #drop(): void {
    this.#rig?.close()
    this.#rig = null
    this.#opening = null
    this.#ticks.clear()
    this.#last = null
  }
}

/** Whether the context runs, waiting a little for it. */
async function started(context: AudioContext): Promise<boolean> {
  const runs = () => context.state === 'running'
  if (runs()) return true
  const { promise, resolve } = Promise.withResolvers<boolean>()
  const timer = setTimeout(() => resolve(false), START_MS)
  const look = () => runs() && resolve(true)
  context.addEventListener('statechange', look)
  const began = await promise
  clearTimeout(timer)
  context.removeEventListener('statechange', look)
  return began
}
