/** The music of the pretended outside world: nothing in it exists. */
export interface FakeTrack {
  /** As Spotify would name it; the other services' ids are made from `n`. */
  id: string
  n: number
  title: string
  artist: string
  isrc: string
  durationMs: number
}

export interface FakeAlbum {
  id: string
  n: number
  title: string
  artist: string
  date: string
  label: string
  tracks: FakeTrack[]
}

/** Seconds of a fake song: short, for they are downloaded and decoded in tests. */
const SECONDS = [8, 10, 12, 9]

const idOf = (letter: string, n: number): string => `${letter}${String(n).padStart(21, '0')}`

function track(n: number, title: string, artist: string, seconds?: number): FakeTrack {
  return {
    id: idOf('T', n),
    n,
    title,
    artist,
    isrc: `QZFAK26${String(n).padStart(5, '0')}`,
    durationMs: (seconds ?? SECONDS[n % SECONDS.length] ?? 8) * 1000,
  }
}

const LANTERNS = 'The Lanterns'

export const HARBOUR: FakeAlbum = {
  id: idOf('A', 1),
  n: 1,
  title: 'Glass Harbour',
  artist: LANTERNS,
  date: '2024-03-08',
  label: 'Quay Records',
  tracks: [
    track(1, 'Low Tide', LANTERNS),
    track(2, 'Señales de humo (feat. Ana Ríos)', LANTERNS),
    track(3, 'Rope & Salt', LANTERNS),
  ],
}

/** Longer than one page of fifty, and one more than an embed page shows. */
export const LONG_ALBUM: FakeAlbum = {
  id: idOf('A', 2),
  n: 2,
  title: 'A Year of Mornings',
  artist: 'Various Artists',
  date: '2019',
  label: 'Quay Records',
  tracks: Array.from({ length: 101 }, (_, i) => track(100 + i, `Morning ${i + 1}`, `Sleeper ${(i % 7) + 1}`)),
}

/** One song, short enough to be separated in a journey. */
export const SINGLE: FakeAlbum = {
  id: idOf('A', 3),
  n: 3,
  title: 'Paper Comet',
  artist: LANTERNS,
  date: '2025-11-14',
  label: 'Quay Records',
  tracks: [track(300, 'Paper Comet', LANTERNS, 5)],
}

export const ALBUMS: readonly FakeAlbum[] = [HARBOUR, LONG_ALBUM, SINGLE]
export const TRACKS: readonly FakeTrack[] = ALBUMS.flatMap((album) => album.tracks)

export const PLAYLIST = {
  id: idOf('P', 1),
  n: 9,
  title: 'Boats at night',
  owner: 'lina',
  tracks: [...HARBOUR.tracks, ...LONG_ALBUM.tracks.slice(0, 60)],
}

/** A playlist that belongs to another person: apps may not read it. */
export const CLOSED_PLAYLIST_ID = idOf('P', 2)

export const albumOf = (one: FakeTrack): FakeAlbum =>
  ALBUMS.find((album) => album.tracks.includes(one)) ?? HARBOUR

/** Tracks whose title or artist holds every word, or that one with the ISRC. */
export function searchTracks(words: string): FakeTrack[] {
  const isrc = /isrc:(\w+)/i.exec(words)?.[1]
  if (isrc) return TRACKS.filter((one) => one.isrc === isrc)
  const wanted = plain(words.replaceAll(/\b(track|artist|album|recording|release):/g, ' '))
  if (wanted.length === 0) return []
  return TRACKS.filter((one) => {
    const has = new Set([...plain(one.title), ...plain(one.artist), ...plain(albumOf(one).title)])
    return wanted.filter((word) => has.has(word)).length >= Math.ceil(wanted.length * 0.7)
  })
}

function plain(text: string): string[] {
  const letters = text.normalize('NFKD').replaceAll(/\p{M}/gu, '').toLowerCase()
  return letters.split(/[^\p{L}\p{N}]+/u).filter((word) => word && word !== 'and')
}
