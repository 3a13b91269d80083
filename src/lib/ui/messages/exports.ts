import type { AudioFormat, BundleId, DocumentId, Packing, Processing } from '#lib/core/domain/recipe.ts'
import type { Estimate } from '#lib/core/exports/estimate.ts'
import type { PresetId } from '#lib/core/exports/presets.ts'
import { count, fixedText, leftText, sizeText } from './format.ts'
import { t, words } from './t.ts'

export const PRESET_NAMES: Record<PresetId, string> = words({
  'wav-stems': 'WAV stems',
  'flac-stems': 'FLAC stems',
  'mp3-stems': 'MP3 stems',
  'minus-one': 'Minus one',
  'dj-stems': 'DJ stems',
  daw: 'DAW project',
  everything: 'Everything',
})

export const PRESET_HINTS: Record<PresetId, string> = words({
  'wav-stems': 'Every stem, 24-bit, for a mix elsewhere',
  'flac-stems': 'The same sound in half the size',
  'mp3-stems': 'Small, and plays anywhere',
  'minus-one': 'The song without the voice, to sing or play to',
  'dj-stems': 'One .stem.mp4 a song for Traktor and Mixxx',
  daw: 'Stems on tracks, with tempo, bars and sections',
  everything: 'All sounds, all papers, in FLAC and MP3',
})

export const formatGroups = (): readonly {
  name: string
  formats: readonly { id: AudioFormat; label: string }[]
}[] => [
  {
    name: 'WAV',
    formats: [
      { id: 'wav16', label: t('16-bit') },
      { id: 'wav24', label: t('24-bit') },
      { id: 'wav32f', label: t('32-bit float') },
    ],
  },
  {
    name: 'FLAC',
    formats: [
      { id: 'flac16', label: t('16-bit') },
      { id: 'flac24', label: t('24-bit') },
    ],
  },
  {
    name: 'MP3',
    formats: [
      { id: 'mp3-128', label: '128' },
      { id: 'mp3-192', label: '192' },
      { id: 'mp3-320', label: '320' },
      { id: 'mp3-v0', label: 'V0' },
    ],
  },
  {
    name: 'Opus',
    formats: [
      { id: 'opus-128', label: '128' },
      { id: 'opus-192', label: '192' },
    ],
  },
  {
    name: 'AAC',
    formats: [
      { id: 'aac-192', label: '192' },
      { id: 'aac-256', label: '256' },
    ],
  },
]

const DOCUMENTS: Record<DocumentId, string> = words({
  rpp: 'REAPER project',
  midi: 'MIDI: tempo, beats, chords',
  rekordbox: 'Rekordbox XML',
  'labels-beats': 'Audacity labels: beats',
  'labels-sections': 'Audacity labels: sections',
  'labels-chords': 'Audacity labels: chords',
  cue: 'CUE sheet',
  m3u8: 'Playlist (M3U8)',
  'analysis-json': 'Analysis (JSON)',
  'analysis-csv': 'Analysis (CSV)',
})
export const documentName = (id: DocumentId): string => DOCUMENTS[id]

const BUNDLES: Record<BundleId, string> = words({
  'stem-mp4': 'Stem file for DJs (.stem.mp4)',
  dawproject: 'DAWproject',
})
export const bundleName = (id: BundleId): string => BUNDLES[id]

export const alignments = (): readonly { value: Processing['align']; label: string }[] => [
  { value: 'none', label: t('As the song begins') },
  { value: 'bar-pad', label: t('Silence before, so that bar 1 is on a bar line') },
  { value: 'bar-cut', label: t('Cut, so that it begins with bar 1') },
]

export const sampleRates = (): readonly { value: string; label: string }[] => [
  { value: 'stored', label: t('44.1 kHz, as kept') },
  { value: 'file', label: t('That of the file') },
  { value: '48000', label: t('48 kHz') },
  { value: '88200', label: t('88.2 kHz') },
  { value: '96000', label: t('96 kHz') },
]

export const packings = (): readonly { value: Packing; label: string }[] => [
  { value: 'zip', label: t('One ZIP') },
  { value: 'folder', label: t('A folder') },
  { value: 'files', label: t('Single files') },
]

/** `12 files, about 84 MB, 2 min of work`. */
export function estimateText({ files, bytes, seconds }: Estimate): string {
  const said = { files: count(files, 'file'), size: sizeText(bytes), time: leftText(seconds) }
  return seconds < 1 ? t('{files}, about {size}', said) : t('{files}, about {size}, {time} of work', said)
}

/** How much silence goes at each end. */
export function trimText(headS: number, tailS: number): string {
  if (headS < 0.01 && tailS < 0.01) return t('There is no silence to cut at these settings.')
  const [head, tail] = [fixedText(headS, 1), fixedText(tailS, 1)]
  return t('Silence that goes: {head} s at the beginning, {tail} s at the end.', { head, tail })
}

/** `+3.2 dB; this stretch is then at −17.2 LUFS`. */
export function heardText({ gainDb, lufs }: { gainDb: number; lufs: number | null }): string {
  const signed = (value: number) => `${value < 0 ? '−' : '+'}${fixedText(Math.abs(value), 1)}`
  const gain = `${signed(gainDb)} dB`
  return lufs === null ? gain : t('{gain}; this stretch is then at {lufs} LUFS', { gain, lufs: signed(lufs) })
}

export const WORDS = words({
  menu: 'Export…',
  what: 'What',
  song: 'The song',
  stems: 'Each stem',
  mix: 'The mix as you set it',
  minus: 'All but…',
  minusLabel: 'Left out of the mix',
  formats: 'Formats',
  papers: 'For other programs',
  processing: 'Processing',
  level: 'Loudness (LUFS)',
  keep: 'As it is',
  own: 'Own',
  gain: 'Gain',
  ownLufs: 'LUFS',
  gainDb: 'dB',
  together: 'The same gain for all files of a song',
  togetherHint: 'Stems still add up to the song.',
  ceilingHint: 'A look-ahead limiter; true peak in dBTP.',
  trim: 'Cut silence at both ends',
  threshold: 'Quieter than (dBFS)',
  least: 'Longer than (s)',
  pad: 'Left over (s)',
  fadeIn: 'Fade in (s)',
  fadeOut: 'Fade out (s)',
  rate: 'Sample rate',
  align: 'Beginning',
  ofSong: 'Keep this processing for the song',
  ofSongHint:
    'Every export of it, also in a batch, is then worked on like this. The original stays as it is.',
  listen: 'Before and after',
  listenHint: 'Ten seconds from the playhead.',
  before: 'Before',
  after: 'After',
  stop: 'Stop',
  names: 'Names',
  template: 'Name of each file',
  templateHint: 'A slash makes folders. What a song does not know goes, with its brackets.',
  insert: 'Insert a word',
  example: 'Example',
  tags: 'Tags',
  tagText: 'Title, artist, album, year, genre',
  tagCover: 'Cover',
  tagMusic: 'Tempo and key',
  tagGain: 'ReplayGain',
  tagFrom: 'Stem, source and model',
  packing: 'Saved as',
  start: 'Export',
  nothing: 'Choose a sound and a format, or a file for another program.',
  needStems: 'Stems can be exported once all of the song is separated.',
  exports: 'Exports',
  save: 'Save',
  forget: 'Remove this export',
  cancel: 'Cancel this export',
  retry: 'Try again',
  files: 'Files',
  savePreset: 'Keep as preset',
  presetName: 'Name of the preset',
  preset: 'Preset',
  dragHint: 'Drag a stem by its handle to the desktop or into another program.',
  dragOut: 'Drag to the desktop or into another program',
  dragSoon: 'Being made ready to be dragged out',
})

export const unknownWordsText = (unknown: readonly string[]): string =>
  t('Not known: {words}', { words: unknown.map((word) => `{${word}}`).join(', ') })

/** `Export 3 songs`. */
export const dialogTitle = (songs: number): string =>
  songs === 1 ? t('Export') : t('Export {songs}', { songs: count(songs, 'song') })
export const exportAlbumText = (songs: number): string =>
  t('Export the album ({songs})…', { songs: count(songs, 'song') })
export const leftOutText = (amount: number): string =>
  t('Could not be made: {amount}', { amount: count(amount, 'file') })
export const removePresetLabel = (name: string): string => t('Remove the preset {name}', { name })
export const saveFileLabel = (path: string): string => t('Save {path}', { path })
export const beganText = (name: string): string => t('{name} is being made', { name })
export const madeText = (name: string): string => t('{name} is ready to be saved', { name })
export const savedText = (name: string): string => t('{name} is saved', { name })
export const andMoreText = (title: string, more: number): string =>
  t('{title} and {more} more', { title, more })
export const ceilingText = (dbtp: number): string =>
  t('Hold peaks at {level} dBTP', { level: fixedText(dbtp, 1).replace('-', '−') })
export const presetKeptText = (name: string): string => t('“{name}” is kept as a preset', { name })
