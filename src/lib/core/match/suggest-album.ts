import { likeness } from './likeness.ts'
import { normalizedArtist, normalizedTitle } from './normalise.ts'

export interface AlbumName {
  title: string
  artist: string
}

export interface AlbumSuggestion<A extends AlbumName> {
  album: A
  /** 0 to 1; 1 is the same name by the same artist. */
  score: number
}

/** Under this a name is another album's. */
const LEAST = 0.62

/** Albums that `wanted` may be, best first: `Discovery (Remastered)` is `Discovery`, typing mistakes are forgiven. */
export function suggestAlbums<A extends AlbumName>(
  wanted: AlbumName,
  albums: readonly A[],
  most = 5,
): AlbumSuggestion<A>[] {
  return albums
    .map((album) => ({ album, score: scoreOf(wanted, album) }))
    .filter(({ score }) => score >= LEAST)
    .toSorted((a, b) => b.score - a.score)
    .slice(0, most)
}

function scoreOf(wanted: AlbumName, album: AlbumName): number {
  const name = likeness(normalizedTitle(wanted.title).text, normalizedTitle(album.title).text)
  const [a, b] = [normalizedArtist(wanted.artist), normalizedArtist(album.artist)]
  if (a.names.length === 0 && b.names.length === 0) return name
  if (a.names.length === 0 || b.names.length === 0) return name * 0.95
  if (a.names.some((one) => b.names.includes(one))) return name
  return name * (0.6 + 0.35 * likeness(a.text, b.text))
}
