import type { Cleanup, TrashItem } from '#lib/core/domain/trash.ts'
import type { ByteKind } from '#lib/core/storage/byte-sums.ts'
import type { Lost } from '#lib/core/storage/lost.ts'
import { count, sizeText } from './format.ts'
import { t, words } from './t.ts'

/** Kinds of bytes in the order they are shown, the app itself and the rest last. */
export const SHOWN_KINDS: readonly (ByteKind | 'app' | 'rest')[] = [
  'stems',
  'sound',
  'original',
  'models',
  'pictures',
  'exports',
  'shares',
  'app',
  'rest',
]

export const KIND_NAMES: Readonly<Record<ByteKind | 'app' | 'rest', string>> = words({
  original: 'Songs as they came',
  sound: 'Decoded sound',
  stems: 'Stems',
  pictures: 'Waveforms, covers, analyses',
  models: 'Models',
  exports: 'Made files',
  shares: 'Shares, packed or arriving',
  app: 'The app, for working offline',
  rest: 'Lists, corrections, database',
})

/** What stands on the page, text by text. */
export const SAYS = words({
  storageLead: 'Songs, stems and models lie in this browser only.',
  noEstimate: 'This browser does not say how much it holds.',
  kept: 'Kept for good',
  keptWords: 'The browser will not clear your library by itself.',
  notKept: 'Not promised yet',
  notKeptWords: 'If the disk runs full, the browser may clear your library. Ask it not to.',
  keep: 'Keep my library',
  safariWords:
    'Safari clears a site after seven days of use in which you do not open it. Add the app to the Dock or Home Screen, or make a backup, and nothing is lost.',
  keepRefused: 'The browser did not promise it',
  keepRefusedWords:
    'Browsers say yes more often to an installed app or a bookmarked page. Try again after that.',
  keepDone: 'The browser keeps your library',
  // Said once, before the first song is written.
  keepWhy:
    'Songs and stems take room. May the browser keep them, so that it does not clear them when the disk runs full?',
  keepYes: 'Keep my library',
  keepNo: 'Not now',
  trashTitle: 'Cleaned up',
  trashWords: 'Can be undone until the next start of the app; then the room is free.',
  freeNow: 'Free it now',
  undo: 'Undo',
  nothingFreed: 'There was nothing to free: what is being worked on stays',
  undone: 'It is back',
  undoLate: 'It was thrown away already',
  bySong: 'By song',
  sortBy: 'Largest by',
  showFewer: 'Show fewer',
  allSound: 'Free all decoded sound',
  allStems: 'Free all stems',
  lostBackup: 'Restore a backup',
  lostClose: 'Close',
})

export const usedText = (usage: number): string => t('{size} used', { size: sizeText(usage) })
export const leftText = (usage: number, quota: number): string =>
  t('{left} left of {quota} this browser allows', {
    left: sizeText(Math.max(0, quota - usage)),
    quota: sizeText(quota),
  })

export const CLEANUP_NAMES: Readonly<Record<Cleanup, string>> = words({
  stems: 'Free the stems',
  sound: 'Free the decoded sound',
  songs: 'Remove the song',
})

export const cleanupLabel = (what: Cleanup, bytes: number): string =>
  `${CLEANUP_NAMES[what]} · ${sizeText(bytes)}`

const CLEANUP_WORDS: Readonly<Record<Cleanup, string>> = words({
  stems: 'They can be separated again, which takes its time. Songs, mixes and analyses stay.',
  sound: 'It is decoded again from the song’s file when it is needed. Stems play without it.',
  songs: 'The file, its stems, mix and corrections go; only you can bring the file again.',
})

/** What a clean-up is about: `The stems of “Tune”`, `4 songs`. */
function about(what: Cleanup, songs: number, title: string | undefined): string {
  const name = songs === 1 && title !== undefined ? t('“{title}”', { title }) : count(songs, 'song')
  if (what === 'stems') return t('The stems of {songs}', { songs: name })
  return what === 'sound' ? t('The decoded sound of {songs}', { songs: name }) : name
}

export function cleanupTitle(what: Cleanup, songs: number, title: string | undefined): string {
  const name = songs === 1 && title !== undefined ? t('“{title}”', { title }) : count(songs, 'song')
  if (what === 'stems') return t('Free the stems of {songs}?', { songs: name })
  if (what === 'sound') return t('Free the decoded sound of {songs}?', { songs: name })
  return t('Remove {songs}?', { songs: name })
}

export const cleanupWords = (what: Cleanup, bytes: number): string =>
  [
    t('This frees {size}.', { size: sizeText(bytes) }),
    CLEANUP_WORDS[what],
    t('It can be undone until the app is started again; only then is the room free, or when you say so.'),
  ].join(' ')

export const trashText = (item: TrashItem): string => about(item.what, item.songs, item.titles[0])

export const cleanedText = (item: TrashItem): string =>
  t('{what}: {size} cleaned up', { what: trashText(item), size: sizeText(item.bytes) })

export const SORTS = ['all', 'stems', 'sound', 'original'] as const
export type SizeSort = (typeof SORTS)[number]
export const SORT_NAMES: Readonly<Record<SizeSort, string>> = words({
  all: 'All',
  stems: 'Stems',
  sound: 'Sound',
  original: 'File',
})
export const moreFor = (title: string): string => t('Free room of {title}', { title })
export const showAll = (songs: number): string => t('Show all {rows}', { rows: songs })

/** What the browser has thrown away, and what to do. */
export function lostText({ songs, stems, models }: Lost): string {
  const parts = [
    ...(songs > 0 ? [t('the audio of {songs}', { songs: count(songs, 'song') })] : []),
    ...(stems > 0 ? [t('the stems of {all}', { all: count(stems, 'separation') })] : []),
    ...(models > 0 ? [count(models, 'model')] : []),
  ]
  const next =
    songs > 0
      ? t('Names, mixes and corrections are kept: add the same files again, or restore a backup.')
      : t('They can be made again.')
  return `${t('The browser has cleared {parts}.', { parts: parts.join(', ') })} ${next}`
}
