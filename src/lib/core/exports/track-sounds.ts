import { fault, type Fault } from '../domain/fault.ts'
import type { LaneSource } from '../domain/keys.ts'
import { UNITY, type LaneName, type LaneSettings, type MixSettings } from '../domain/mix.ts'
import type { SourceWish } from '../domain/recipe.ts'
import { LANE_ORDER, type Separation } from '../domain/separation.ts'
import type { Track } from '../domain/track.ts'

/** One sound to be written: the lanes it is the sum of. */
export interface Sound {
  source: Exclude<SourceWish, { kind: 'stems' }>
  /** For names and tags: `vocals`, `no vocals`, `mix`; empty for the song itself. */
  part: string
  lanes: (LaneSource & { settings: LaneSettings })[]
  master: number
}

export interface SongParts {
  track: Track
  /** The separation its stems come from; null while there is none that is whole. */
  separation: Separation | null
  mix: MixSettings | null
}

type Found = { sounds: Sound[]; missing: Fault | null }

/** The sounds that a wish means for this song; `missing` says why there are none. */
export function soundsOf(parts: SongParts, wish: SourceWish): Found {
  if (!parts.track.pcm) return none(parts.track.fault ?? fault('no-audio'))
  switch (wish.kind) {
    case 'original':
      return one({ source: wish, part: '', lanes: [songLane(parts)], master: 1 })
    case 'stems':
      return join(stemsOf(parts).map((stem) => soundsOf(parts, { kind: 'stem', stem })))
    case 'stem':
      return stemsOf(parts).includes(wish.stem)
        ? one({ source: wish, part: wish.stem, lanes: [stemLane(parts, wish.stem)], master: 1 })
        : none(fault('stem-missing', { detail: wish.stem }))
    case 'minus':
      return minus(parts, wish)
    case 'mix':
      return mixed(parts, wish)
  }
}

function minus(parts: SongParts, wish: Extract<SourceWish, { kind: 'minus' }>): Found {
  const all = stemsOf(parts)
  const lost = wish.stems.find((stem) => !all.includes(stem))
  const kept = all.filter((stem) => !wish.stems.includes(stem))
  if (lost !== undefined || kept.length === 0) return none(fault('stem-missing', { detail: lost ?? 'all' }))
  const lanes = kept.map((stem) => stemLane(parts, stem))
  return one({ source: wish, part: `no ${wish.stems.join(', ')}`, lanes, master: 1 })
}

function mixed(parts: SongParts, wish: Extract<SourceWish, { kind: 'mix' }>): Found {
  const settings = wish.mix ?? parts.mix
  const stems = stemsOf(parts)
  const lanes = stems.length > 0 ? stems.map((stem) => stemLane(parts, stem)) : [songLane(parts)]
  return one({
    source: wish,
    part: 'mix',
    lanes: lanes.map((lane) => ({ ...lane, settings: settings?.lanes[lane.lane] ?? { ...UNITY } })),
    master: settings?.master ?? 1,
  })
}

/** In the order of the lanes; none while the song is not separated as a whole. */
export function stemsOf({ separation }: SongParts) {
  return LANE_ORDER.filter((stem) => separation?.stems.includes(stem))
}

const songLane = (parts: SongParts) => laneOf(parts, 'mix', null)
const stemLane = (parts: SongParts, stem: LaneName) => laneOf(parts, stem, parts.separation?.id ?? null)

function laneOf({ track, separation }: SongParts, lane: LaneName, separationId: string | null) {
  const frames = (separationId === null ? track.pcm?.frames : separation?.frames) ?? 0
  return { lane, trackId: track.id, separationId, frames, settings: { ...UNITY } }
}

const one = (sound: Sound): Found => ({ sounds: [sound], missing: null })
const none = (missing: Fault): Found => ({ sounds: [], missing })

function join(all: readonly Found[]): Found {
  if (all.length === 0) return none(fault('stem-missing'))
  return {
    sounds: all.flatMap((each) => each.sounds),
    missing: all.find((each) => each.missing)?.missing ?? null,
  }
}
