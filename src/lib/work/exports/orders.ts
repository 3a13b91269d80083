import type { ExportFile } from '#lib/core/domain/export.ts'
import { coverKey, foundCoverKey } from '#lib/core/domain/keys.ts'
import type { AudioFormat, Recipe, SourceWish } from '#lib/core/domain/recipe.ts'
import { NO_TEXT } from '#lib/core/domain/track.ts'
import type { Grid } from '#lib/core/music/grid.ts'
import { keyShort } from '#lib/core/music/musical-key.ts'
import { rateIn } from '#lib/core/exports/formats.ts'
import type { SongForExport } from '#lib/core/exports/plan-files.ts'
import { soundsOf, stemsOf } from '#lib/core/exports/track-sounds.ts'
import type { BundleOrder, FileTags, SoundOrder, WorkOrder } from '#workers/export/contract.ts'
import { SAMPLE_RATE } from '#lib/core/dsp/segments.ts'

/** Raised when the same recipe makes other bytes: what was made before is then made anew. */
const VERSION = 2

export interface SongWork {
  song: SongForExport
  recipe: Recipe
  grid: Grid | null
  /** Key of its picture; null where there is none. */
  cover: string | null
}

export const coverKeys = (trackId: string) => [coverKey(trackId), foundCoverKey(trackId)]

/** The sound of a wish; null when the song has it no more. */
export function soundOrder(song: SongForExport, source: SourceWish): SoundOrder | null {
  const [sound] = soundsOf(song, source).sounds
  return sound ? { lanes: sound.lanes, master: sound.master } : null
}

/** The rate that was asked for, before a format has its say. */
export function rateOf({ song, recipe }: SongWork): number {
  const { rate } = recipe.processing
  if (rate === 'file') return song.track.audio?.sampleRate ?? SAMPLE_RATE
  return rate === 'stored' ? SAMPLE_RATE : rate
}

export function workOrder(work: SongWork, rate: number): WorkOrder {
  const { song, recipe, grid } = work
  const { processing } = recipe
  const bars = grid && processing.align !== 'none' ? Array.from(grid.bars, (at) => grid.beats[at] ?? 0) : []
  return {
    song: soundOrder(song, { kind: 'original' }) ?? { lanes: [], master: 1 },
    // All files of a song cover the same stretch of it.
    range: usesStems(work) ? (song.separation?.region ?? null) : null,
    ...{ processing, rate, bars },
  }
}

const usesStems = ({ song, recipe }: SongWork) =>
  recipe.bundles.length > 0 ||
  recipe.sources.some(({ kind }) => kind !== 'original' && (kind !== 'mix' || stemsOf(song).length > 0))

export function tagsOf(work: SongWork, part: string): FileTags {
  const { tags } = work.recipe
  return {
    ...(tags.text ? textOf(work, part) : NO_TEXT),
    ...(tags.music ? musicOf(work) : { bpm: null, key: '' }),
    ...(tags.provenance ? originOf(work, part) : { comment: '', stem: '', source: '', model: '' }),
    replayGain: tags.replayGain,
    cover: tags.cover ? work.cover : null,
  }
}

function textOf({ song: { track } }: SongWork, part: string) {
  const { title, artist, album, albumArtist, genre, year, trackNumber, discNumber } = track
  const named = part === '' ? title : `${title} (${part})`
  return { title: named, artist, album, albumArtist, genre, year, trackNumber, discNumber }
}

function musicOf({ song: { facts } }: SongWork) {
  return { bpm: facts?.bpm ?? null, key: facts?.key ? keyShort(facts.key) : '' }
}

function originOf({ song: { track, separation } }: SongWork, part: string) {
  const source = track.link ?? track.file?.name ?? ''
  const model = part === '' ? '' : (separation?.modelId ?? '')
  const said = [part, source && `from ${source}`, model && `separated by ${model}`, 'Sound Forge Alchemy']
  return { comment: said.filter(Boolean).join(', '), stem: part, source, model }
}

/** Everything that decides the bytes of a file of sound, but its name. */
export function audioOrder(work: SongWork, file: ExportFile, source: SourceWish, format: AudioFormat) {
  const sound = soundOrder(work.song, source)
  if (!sound) return null
  return { sound, format, work: workOrder(work, rateIn(format, rateOf(work))), tags: tagsOf(work, file.part) }
}

/** The stems in order, and last the song. */
export function bundleSounds({ song }: SongWork): BundleOrder['sounds'] {
  const stems = stemsOf(song).flatMap((stem) => {
    const sound = soundOrder(song, { kind: 'stem', stem })
    return sound ? [{ ...sound, part: stem, stem }] : []
  })
  const whole = soundOrder(song, { kind: 'original' })
  return whole ? [...stems, { ...whole, part: '', stem: null }] : stems
}

/** What made bytes are known by: the content they were made of, and everything that was asked for. */
export async function cacheIdOf(song: SongForExport, about: unknown): Promise<string> {
  const { track, separation } = song
  const from = [
    VERSION,
    track.id,
    track.file?.sha256,
    track.pcm?.frames,
    separation?.id,
    separation?.finishedAt,
  ]
  const bytes = new TextEncoder().encode(JSON.stringify([from, about]))
  const hash = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes))
  return Array.from(hash.subarray(0, 16), (byte) => byte.toString(16).padStart(2, '0')).join('')
}
