import type { Track } from './track.ts'

type AlbumFacts = Pick<Track, 'albumId' | 'album' | 'albumArtist' | 'artist'>

/**
 * What the songs of one album share: the album they were put into, else its artist and name as the tags say them, however
 * they are written; null for a song of no album.
 */
export function albumKeyOf(track: AlbumFacts): string | null {
  if (track.albumId !== null) return `id/${track.albumId}`
  const album = plain(track.album)
  return album === '' ? null : `tags/${plain(track.albumArtist || track.artist)}/${album}`
}

const plain = (text: string) => text.normalize('NFKC').trim().toLowerCase().replace(/\s+/gu, ' ')
