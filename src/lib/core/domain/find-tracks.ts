import { keyOrder } from '../music/musical-key.ts'
import type { TrackFacts } from './track-facts.ts'
import type { Track } from './track.ts'

export type TrackOrder = 'added' | 'title' | 'artist' | 'album' | 'length' | 'bpm' | 'key'

/** Folded text of a track row. Rows are replaced, never changed, so a row is folded once. */
const folded = new WeakMap<Track, string>()
/** Letters that NFKD leaves whole. */
const WHOLE: Record<string, string> = {
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  ł: 'l',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  ı: 'i',
}

/** Lower case without accents: what is typed without them still finds. */
export function fold(text: string): string {
  return text
    .toLowerCase()
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replace(/[ßæœøłđðþı]/g, (letter) => WHOLE[letter] ?? letter)
}

function wordsOf(track: Track): string {
  const known = folded.get(track)
  if (known !== undefined) return known
  const year = track.year === null ? '' : String(track.year)
  const text = fold([track.title, track.artist, track.album, track.albumArtist, track.genre, year].join('\n'))
  folded.set(track, text)
  return text
}

/** Tracks in which every word of `query` occurs, in the order given. */
export function findTracks(tracks: readonly Track[], query: string): readonly Track[] {
  const words = fold(query).split(/\s+/).filter(Boolean)
  if (words.length === 0) return tracks
  return tracks.filter((track) => {
    const text = wordsOf(track)
    return words.every((word) => text.includes(word))
  })
}

const collator = new Intl.Collator(undefined, { sensitivity: 'base', numeric: true })
/** Empty text last, whatever the direction. */
const byText = (a: string, b: string) =>
  a === '' || b === '' ? Number(a === '') - Number(b === '') : collator.compare(a, b)
const byNumber = (a: number | null, b: number | null) =>
  a === null || b === null ? Number(a === null) - Number(b === null) : a - b

const byAdded = (a: Track, b: Track) => b.addedAt - a.addedAt
const byTitle = (a: Track, b: Track) => byText(a.title, b.title)
const byAlbum = (a: Track, b: Track) =>
  byText(a.album, b.album) || byNumber(a.discNumber, b.discNumber) || byNumber(a.trackNumber, b.trackNumber)

type ByRow = Exclude<TrackOrder, 'bpm' | 'key'>

const ORDERS: Record<ByRow, (a: Track, b: Track) => number> = {
  added: byAdded,
  title: byTitle,
  artist: (a, b) => byText(a.artist, b.artist) || byAlbum(a, b) || byTitle(a, b),
  album: (a, b) => byAlbum(a, b) || byTitle(a, b),
  length: (a, b) => byNumber(a.durationS, b.durationS) || byTitle(a, b),
}

/** What of the analyses counts, by track. */
export type FactsByTrack = ReadonlyMap<string, TrackFacts>

/** A sorted copy; `added` is newest first, all others ascending, what is unknown last. */
export function sortTracks(
  tracks: readonly Track[],
  order: TrackOrder,
  facts: FactsByTrack = new Map(),
): Track[] {
  if (order !== 'bpm' && order !== 'key') return tracks.toSorted(ORDERS[order])
  const bpm = (track: Track) => facts.get(track.id)?.bpm ?? null
  const key = (track: Track) => {
    const known = facts.get(track.id)?.key
    return known ? keyOrder(known) : null
  }
  const [first, second] = order === 'bpm' ? [bpm, key] : [key, bpm]
  return tracks.toSorted(
    (a, b) => byNumber(first(a), first(b)) || byNumber(second(a), second(b)) || byTitle(a, b),
  )
}
