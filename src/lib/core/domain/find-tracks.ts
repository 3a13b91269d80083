import { keyOrder } from '../music/musical-key.ts'
import { fold } from './fold.ts'
import { TextRanks } from './text-ranks.ts'
import type { TrackFacts } from './track-facts.ts'
import type { Track } from './track.ts'

export type TrackOrder = 'added' | 'title' | 'artist' | 'album' | 'length' | 'bpm' | 'key'

/** Folded text of a track row. Rows are replaced, never changed, so a row is folded once. */
const folded = new WeakMap<Track, string>()
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

const texts = new TextRanks()

/** What a track is sorted by: ascending, the first that differs decides, Infinity (unknown) is last. */
type Places = readonly number[]

const known = (value: number | null | undefined) => value ?? Infinity
const albumPlaces = ({ album, discNumber, trackNumber, title }: Track): Places => [
  texts.of(album),
  known(discNumber),
  known(trackNumber),
  texts.of(title),
]

const PLACES: Record<TrackOrder, (track: Track, facts: TrackFacts | undefined) => Places> = {
  added: (track) => [-track.addedAt],
  title: (track) => [texts.of(track.title)],
  artist: (track) => [texts.of(track.artist), ...albumPlaces(track)],
  album: albumPlaces,
  length: (track) => [known(track.durationS), texts.of(track.title)],
  bpm: (track, facts) => [known(facts?.bpm), keyPlace(facts), texts.of(track.title)],
  key: (track, facts) => [keyPlace(facts), known(facts?.bpm), texts.of(track.title)],
}

const keyPlace = (facts: TrackFacts | undefined) => (facts?.key ? keyOrder(facts.key) : Infinity)

/** What of the analyses counts, by track. */
export type FactsByTrack = ReadonlyMap<string, TrackFacts>

/** A sorted copy; `added` is newest first, all others ascending, what is unknown last. */
export function sortTracks(
  tracks: readonly Track[],
  order: TrackOrder,
  facts: FactsByTrack = new Map(),
): Track[] {
  if (order !== 'added') texts.learn(textsOf(tracks, order))
  return tracks
    .map((track) => ({ track, places: PLACES[order](track, facts.get(track.id)) }))
    .sort((a, b) => comparePlaces(a.places, b.places))
    .map(({ track }) => track)
}

function* textsOf(tracks: readonly Track[], order: TrackOrder): Generator<string, void, undefined> {
  for (const { title, artist, album } of tracks) {
    yield title
    if (order !== 'artist' && order !== 'album') continue
    yield artist
    yield album
  }
}

function comparePlaces(a: Places, b: Places): number {
  for (let i = 0; i < a.length; i++) {
    const [one, other] = [a[i] as number, b[i] as number]
    if (one !== other) return one < other ? -1 : 1
  }
  return 0
}
