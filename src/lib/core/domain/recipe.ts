import type { LaneName, LaneSettings } from './mix.ts'
import type { StemName } from './separation.ts'

/**
 * What is to be made of songs: which sounds, how worked on, in which formats, called what, with which papers beside them. A recipe
 * names no song: the same one serves a track, an album and a selection. Nothing of it ever changes what is kept.
 */
export interface Recipe {
  sources: readonly SourceWish[]
  /** Every source comes in each of these. */
  formats: readonly AudioFormat[]
  processing: Processing
  tags: TagWish
  /**
   * Path of each file without its ending; `/` makes folders. Words in braces are filled by `core/exports/file-path.ts`:
   * `{artist} - {title} [{bpm} {key}] - {stem}`.
   */
  template: string
  packing: Packing
  /** Papers beside the sound, one file a song each: see `core/exports/documents.ts`. */
  documents: readonly DocumentId[]
  /** Files that hold several sounds of a song at once: see `workers/export/bundles.ts`. */
  bundles: readonly BundleId[]
}

/** A sound that a song can give. What a song has not (a stem it was not separated into) is left out, and said. */
export type SourceWish =
  /** The song itself. */
  | { kind: 'original' }
  /** Each stem there is. */
  | { kind: 'stems' }
  | { kind: 'stem'; stem: StemName }
  /** The sum of all stems but these. */
  | { kind: 'minus'; stems: readonly StemName[] }
  /** The mixer: as given, or, where null, as it is kept for each song. */
  | { kind: 'mix'; mix: MixWish | null }

export interface MixWish {
  /** Lanes left out stand at unity. */
  lanes: Partial<Record<LaneName, LaneSettings>>
  /** Linear, 0 to 1. */
  master: number
}

/** Every format of sound there is to write; what each is lies in `core/exports/formats.ts`. */
export const AUDIO_FORMATS = [
  'wav16',
  'wav24',
  'wav32f',
  'flac16',
  'flac24',
  'mp3-128',
  'mp3-192',
  'mp3-320',
  'mp3-v0',
  'opus-128',
  'opus-192',
  'aac-192',
  'aac-256',
] as const
export type AudioFormat = (typeof AUDIO_FORMATS)[number]

/** Files made of facts about a song alone. A new one gets its line in `core/exports/documents.ts`. */
export const DOCUMENT_IDS = [
  'rpp',
  'midi',
  'rekordbox',
  'labels-beats',
  'labels-sections',
  'labels-chords',
  'cue',
  'm3u8',
  'analysis-json',
  'analysis-csv',
] as const
export type DocumentId = (typeof DOCUMENT_IDS)[number]

/** Files made of several sounds. A new one gets its line in `workers/export/bundles.ts`. */
export const BUNDLE_IDS = ['stem-mp4', 'dawproject'] as const
export type BundleId = (typeof BUNDLE_IDS)[number]

export interface Processing {
  level: Level
  /**
   * `song`: level and limiter's ceiling are worked out on the song, and each of its files gets the same gain, so that stems still sum to
   * it. `file`: each file is brought there by itself.
   */
  levelOf: 'song' | 'file'
  /** Highest true peak, in dBTP, held by a look-ahead limiter; null lets peaks be. */
  ceilingDbtp: number | null
  trim: TrimWish | null
  fades: Fades
  /** Hz; `stored` is 44100, as songs are kept; `file` is that of the song's own file. */
  rate: number | 'stored' | 'file'
  /** Triangular dither wherever samples become integers of 16 bits. */
  dither: boolean
  /** Where the file begins: `bar-pad` puts silence before the sound, `bar-cut` cuts it off, so that the file begins with a bar. */
  align: 'none' | 'bar-pad' | 'bar-cut'
}

export type Level =
  | { kind: 'keep' }
  | { kind: 'gain'; db: number }
  /** Integrated loudness by ITU-R BS.1770-4. */
  | { kind: 'loudness'; lufs: number }

/** Silence at both ends goes; found on the song, so that all its files keep in step. */
export interface TrimWish {
  /** Quieter than this is silence, in dBFS. */
  thresholdDb: number
  /** Silence shorter than this stays, in seconds. */
  minS: number
  /** What stays of it before and after the sound, in seconds. */
  padS: number
}

export interface Fades {
  /** Seconds; 0 is none. */
  inS: number
  outS: number
  shape: 'linear' | 'equal-power'
}

export interface TagWish {
  /** Title, artist, album, number, year, genre. */
  text: boolean
  cover: boolean
  /** Tempo and key as they count. */
  music: boolean
  /** Gain to -18 LUFS and peak (ReplayGain 2.0). */
  replayGain: boolean
  /** Stem, source, model, as a comment. */
  provenance: boolean
}

/** Where the files go: one by one, into a folder that was chosen, or into one ZIP with a folder a song. */
export type Packing = 'files' | 'folder' | 'zip'

export const PLAIN: Processing = {
  level: { kind: 'keep' },
  levelOf: 'song',
  ceilingDbtp: null,
  trim: null,
  fades: { inS: 0, outS: 0, shape: 'equal-power' },
  rate: 'stored',
  dither: true,
  align: 'none',
}

export const DEFAULT_RECIPE: Recipe = {
  sources: [{ kind: 'stems' }],
  formats: ['flac24'],
  processing: PLAIN,
  tags: { text: true, cover: true, music: true, replayGain: true, provenance: true },
  template: '{artist} - {title}/{artist} - {title} ({stem})',
  packing: 'zip',
  documents: [],
  bundles: [],
}

/** A recipe that is kept: of one song (`track/<id>`: its processing goes before a batch's), or one with a name (`preset/<id>`). */
export interface KeptRecipe {
  id: string
  name: string
  recipe: Recipe
  /** Milliseconds since 1970. */
  changedAt: number
}

export const trackRecipeId = (trackId: string) => `track/${trackId}`
export const presetRecipeId = (id: string) => `preset/${id}`
export const isPresetId = (id: string) => id.startsWith('preset/')
