import type { Cleanup, TrashItem } from '#lib/core/domain/trash.ts'
import type { ByteKind } from '#lib/core/storage/byte-kinds.ts'
import type { Lost } from '#lib/work/storage/find-lost.ts'
import { count, sizeText } from './format.ts'

/** Kinds of bytes in the order they are shown, the app itself and the rest last. */
export const SHOWN_KINDS: readonly (ByteKind | 'app' | 'rest')[] = [
  'stems',
  'sound',
  'original',
  'models',
  'pictures',
  'app',
  'rest',
]

export const KIND_NAMES: Readonly<Record<ByteKind | 'app' | 'rest', string>> = {
  original: 'Songs as they came',
  sound: 'Decoded sound',
  stems: 'Stems',
  pictures: 'Waveforms, covers, analyses',
  models: 'Models',
  app: 'The app, for working offline',
  rest: 'Lists, corrections, database',
}

export const STORAGE_LEAD = 'Songs, stems and models lie in this browser only.'
export const NO_ESTIMATE = 'This browser does not say how much it holds.'
export const usedText = (usage: number): string => `${sizeText(usage)} used`
export const leftText = (usage: number, quota: number): string =>
  `${sizeText(Math.max(0, quota - usage))} left of ${sizeText(quota)} this browser allows`

export const KEPT = 'Kept for good'
export const KEPT_WORDS = 'The browser will not clear your library by itself.'
export const NOT_KEPT = 'Not promised yet'
export const NOT_KEPT_WORDS = 'If the disk runs full, the browser may clear your library. Ask it not to.'
export const KEEP = 'Keep my library'
export const SAFARI_WORDS =
  'Safari clears a site after seven days of use in which you do not open it. Add the app to the Dock or Home Screen, or make a backup, and nothing is lost.'
export const KEEP_REFUSED = 'The browser did not promise it'
export const KEEP_REFUSED_WORDS =
  'Browsers say yes more often to an installed app or a bookmarked page. Try again after that.'
export const KEEP_DONE = 'The browser keeps your library'
/** Said once, before the first song is written. */
export const KEEP_WHY =
  'Songs and stems take room. May the browser keep them, so that it does not clear them when the disk runs full?'
export const KEEP_YES = 'Keep my library'
export const KEEP_NO = 'Not now'

export const CLEANUP_NAMES: Readonly<Record<Cleanup, string>> = {
  stems: 'Free the stems',
  sound: 'Free the decoded sound',
  songs: 'Remove the song',
}

export const cleanupLabel = (what: Cleanup, bytes: number): string =>
  `${CLEANUP_NAMES[what]} · ${sizeText(bytes)}`

const CLEANUP_WORDS: Readonly<Record<Cleanup, string>> = {
  stems: 'They can be separated again, which takes its time. Songs, mixes and analyses stay.',
  sound: 'It is decoded again from the song’s file when it is needed. Stems play without it.',
  songs: 'The file, its stems, mix and corrections go; only you can bring the file again.',
}

const PLACES: Readonly<Record<Cleanup, string>> = {
  stems: 'the stems of ',
  sound: 'the decoded sound of ',
  songs: '',
}

/** What a clean-up is about: `the stems of “Tune”`, `4 songs`. */
export function cleanupWhat(what: Cleanup, songs: number, title: string | undefined): string {
  const about = songs === 1 && title !== undefined ? `“${title}”` : count(songs, 'song')
  return `${PLACES[what]}${about}`
}

export const cleanupTitle = (what: Cleanup, songs: number, title: string | undefined): string =>
  `${what === 'songs' ? 'Remove' : 'Free'} ${cleanupWhat(what, songs, title)}?`

export const cleanupWords = (what: Cleanup, bytes: number): string =>
  `This frees ${sizeText(bytes)}. ${CLEANUP_WORDS[what]} Until the next start of the app it can be undone, and the room is taken; “Free it now” makes it final.`

export const TRASH_TITLE = 'Cleaned up'
export const TRASH_WORDS = 'Can be undone until the next start of the app; then the room is free.'
export const FREE_NOW = 'Free it now'
export const UNDO = 'Undo'
export const NOTHING_FREED = 'There was nothing to free: what is being worked on stays'
export const UNDONE = 'It is back'
export const UNDO_LATE = 'It was thrown away already'

export function trashText(item: TrashItem): string {
  const words = cleanupWhat(item.what, item.songs, item.titles[0])
  return words.charAt(0).toUpperCase() + words.slice(1)
}

export const cleanedText = (item: TrashItem): string =>
  `${trashText(item)}: ${sizeText(item.bytes)} cleaned up`

export const BY_SONG = 'By song'
export const SORT_BY = 'Largest by'
export const SORTS = [
  { value: 'all', label: 'All' },
  { value: 'stems', label: 'Stems' },
  { value: 'sound', label: 'Sound' },
  { value: 'original', label: 'File' },
] as const
export type SizeSort = (typeof SORTS)[number]['value']
export const moreFor = (title: string): string => `Free room of ${title}`
export const showAll = (songs: number): string => `Show all ${songs.toLocaleString('en')}`
export const SHOW_FEWER = 'Show fewer'
export const ALL_SOUND = 'Free all decoded sound'
export const ALL_STEMS = 'Free all stems'

/** What the browser has thrown away, and what to do. */
export function lostText({ songs, stems, models }: Lost): string {
  const parts = [
    ...(songs > 0 ? [`the audio of ${count(songs, 'song')}`] : []),
    ...(stems > 0 ? [`the stems of ${count(stems, 'separation')}`] : []),
    ...(models > 0 ? [count(models, 'model')] : []),
  ]
  const next =
    songs > 0
      ? 'Names, mixes and corrections are kept: add the same files again, or restore a backup.'
      : 'They can be made again.'
  return `The browser has cleared ${parts.join(', ')}. ${next}`
}
export const LOST_BACKUP = 'Restore a backup'
export const LOST_CLOSE = 'Close'
