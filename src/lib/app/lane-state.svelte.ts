import { UNITY, type LaneName, type LaneSettings } from '#lib/core/domain/mix.ts'
import type { LaneSource } from '#lib/core/domain/keys.ts'
import type { LaneMix } from '#workers/audio/contract.ts'
import type { LaneView } from './app.ts'

/** One lane as the screen follows it: its level changes 60 times a second, everything else when someone changes it. */
export class LaneState implements LaneView {
  readonly lane: LaneName
  readonly trackId: string
  readonly separationId: string | null
  readonly frames: number
  #settings = $state.raw<LaneSettings>(UNITY)
  #level = $state.raw(0)
  #audible = $state.raw(true)

  constructor(source: LaneSource, settings: LaneSettings) {
    this.lane = source.lane
    this.trackId = source.trackId
    this.separationId = source.separationId
    this.frames = source.frames
    this.#settings = settings
  }

  get source(): LaneSource {
    const { lane, trackId, separationId, frames } = this
    return { lane, trackId, separationId, frames }
  }

  get settings(): LaneSettings {
    return this.#settings
  }

  get level(): number {
    return this.#level
  }

  get audible(): boolean {
    return this.#audible
  }

  /** As it goes into a file: as heard, or at unity. Solo is decided here, since the file may hold fewer lanes. */
  forFile(asMixed: boolean): LaneMix {
    const settings = asMixed ? { ...this.#settings, muted: !this.#audible, solo: false } : { ...UNITY }
    return { ...this.source, settings }
  }

  change(change: Partial<LaneSettings>): void {
    this.#settings = { ...this.#settings, ...change }
  }

  show(level: number): void {
    this.#level = level
  }

  setAudible(audible: boolean): void {
    this.#audible = audible
  }
}
