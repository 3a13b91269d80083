import type { Fault } from '#lib/core/domain/fault.ts'
import type { LaneSource } from '#lib/core/domain/keys.ts'
import type { LaneSettings } from '#lib/core/domain/mix.ts'
import type { ClickLead, ClickPlan } from '#lib/core/dsp/click.ts'
import type { FrameRange } from '#lib/core/domain/separation.ts'

/** What is heard at this moment. */
export interface Heard {
  frame: number
  playing: boolean
  /** Playing, but the next frame is not on disk yet. */
  starving: boolean
  ended: boolean
  /** Highest sample of each lane, falling as a meter does. */
  lanes: readonly number[]
  master: readonly [number, number]
}

/** What the player reports by itself. */
export type PlayerNews =
  /** The mixer's state changed: it started, stopped, waits or ended. */
  | { type: 'changed' }
  /** `frame` is needed next and not on disk; it goes on once `arrived` covers it. */
  | { type: 'waiting'; frame: number }
  | { type: 'feeding' }
  | { type: 'fault'; fault: Fault }

/** A set of lanes to play. `finished`: segments on disk, null for a decoded song. */
export interface PlayerLanes {
  sources: readonly LaneSource[]
  frames: number
  finished: readonly number[] | null
}

/** How the lanes are set, in their order. */
export interface PlayerMix {
  lanes: readonly LaneSettings[]
  /** Linear gain, 0 to 1. */
  master: number
}

/** A click in time with the song. */
export interface PlayerClick extends ClickPlan {
  /** What is counted before play begins at a frame; null is nothing. */
  leadAt(frame: number): ClickLead | null
}

/**
 * One player for the page: all lanes by one clock. Sound never crosses the page: a worker reads it and hands it
 * straight to the audio thread.
 */
export interface Player {
  /** Lanes to play from `frame`. The same song keeps sounding across the change when `frame` is null. */
  load(lanes: PlayerLanes, mix: PlayerMix, frame: number | null): void
  /** Segments that have come to disk. */
  arrived(finished: readonly number[]): void
  unload(): void
  /** Starts or goes on. Needs a person's gesture once; answers a fault where the device gives no sound. */
  play(): Promise<Fault | null>
  pause(): void
  seek(frame: number): void
  setLoop(range: FrameRange | null): void
  setMix(mix: PlayerMix): void
  /** Until it is told otherwise; null is no click. */
  setClick(click: PlayerClick | null): void
  /** As of now, the way to the loudspeaker counted in. */
  heard(): Heard
  watch(tell: (news: PlayerNews) => void): () => void
  close(): void
}
