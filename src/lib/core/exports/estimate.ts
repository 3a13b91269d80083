import type { AudioFormat, Recipe } from '../domain/recipe.ts'
import { FORMATS } from './formats.ts'
import { soundsOf, type SongParts } from './track-sounds.ts'

export interface Estimate {
  files: number
  bytes: number
  /** Of work; 0 for nothing. */
  seconds: number
}

/** Measuring, limiting, and reading a second of a lane, beside encoding. */
const READ_SPEED = 150
const LEVEL_SPEED = 40
const STORED_RATE = 44_100

/** About how large, and how long it will take. */
export function estimate(songs: readonly SongParts[], recipe: Recipe): Estimate {
  const total: Estimate = { files: 0, bytes: 0, seconds: 0 }
  for (const song of songs) {
    for (const sound of recipe.sources.flatMap((wish) => soundsOf(song, wish).sounds)) {
      const soundS = (sound.lanes[0]?.frames ?? 0) / STORED_RATE
      for (const format of recipe.formats) {
        total.files += 1
        total.bytes += bytesOf(format, soundS, rateOf(song, recipe))
        total.seconds += soundS * (1 / FORMATS[format].speed + workPerS(recipe, sound.lanes.length))
      }
    }
    total.files += recipe.documents.length + recipe.bundles.length
  }
  return total
}

function bytesOf(format: AudioFormat, seconds: number, rate: number): number {
  const { bytesPerS, bits } = FORMATS[format]
  return Math.round(seconds * bytesPerS * (bits === null ? 1 : rate / STORED_RATE))
}

function workPerS({ processing }: Recipe, lanes: number): number {
  const isLevelled = processing.level.kind === 'loudness' || processing.ceilingDbtp !== null
  return lanes / READ_SPEED + (isLevelled ? 2 / LEVEL_SPEED : 0)
}

function rateOf({ track }: SongParts, { processing }: Recipe): number {
  if (processing.rate === 'file') return track.audio?.sampleRate ?? STORED_RATE
  return processing.rate === 'stored' ? STORED_RATE : processing.rate
}
