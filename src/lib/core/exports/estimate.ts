import type { FileContent } from '../domain/export.ts'
import type { AudioFormat, BundleId, Recipe } from '../domain/recipe.ts'
import { FORMATS } from './formats.ts'
import { planFiles, type SongForExport } from './plan-files.ts'
import { soundsOf, stemsOf, type SongParts } from './track-sounds.ts'

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

/** Sounds inside a file of several, and how each is coded. */
const INSIDE: { readonly [B in BundleId]: { format: AudioFormat; sounds(stems: number): number } } = {
  // The master and four, whatever the model.
  'stem-mp4': { format: 'aac-256', sounds: () => 5 },
  dawproject: { format: 'wav24', sounds: (stems) => stems },
}

interface Inside {
  format: AudioFormat
  sounds: number
  /** Lanes that each of them is read from. */
  lanes: number
  frames: number
}

/** About how large, and how long it will take. */
export function estimate(songs: readonly SongForExport[], recipe: Recipe): Estimate {
  const { files } = planFiles({ id: '', name: '', recipe }, songs, 'camelot')
  const total: Estimate = { files: files.length, bytes: 0, seconds: 0 }
  for (const { trackId, content } of files) {
    const song = songs.find(({ track }) => track.id === trackId)
    const inside = song && insideOf(song, content)
    if (!inside) continue
    const soundS = inside.frames / STORED_RATE
    total.bytes += inside.sounds * bytesOf(inside.format, soundS, rateOf(song, recipe))
    total.seconds +=
      inside.sounds * soundS * (1 / FORMATS[inside.format].speed + workPerS(recipe, inside.lanes))
  }
  return total
}

/** What sound is in a file; null in one that is text. */
function insideOf(song: SongForExport, content: FileContent): Inside | null {
  if (content.kind === 'document') return null
  if (content.kind === 'audio') {
    const lanes = soundsOf(song, content.source).sounds[0]?.lanes ?? []
    return { format: content.format, sounds: 1, lanes: lanes.length, frames: lanes[0]?.frames ?? 0 }
  }
  const { format, sounds } = INSIDE[content.bundle]
  return {
    ...{ format, lanes: 1 },
    ...{ sounds: sounds(stemsOf(song).length), frames: song.separation?.frames ?? 0 },
  }
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
