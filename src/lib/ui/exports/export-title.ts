import type { Track } from '#lib/core/domain/track.ts'
import { andMoreText, WORDS } from '../messages/exports.ts'

/** What an export of these songs is called: the song, the album they share, else the first and how many more. */
export function exportTitle(tracks: readonly Track[]): string {
  const [first] = tracks
  if (!first) return WORDS.start
  if (tracks.length === 1) return [first.artist, first.title].filter(Boolean).join(' - ')
  const isAlbum = first.album !== '' && tracks.every(({ album }) => album === first.album)
  const artist = first.albumArtist || first.artist
  return isAlbum
    ? [artist, first.album].filter(Boolean).join(' - ')
    : andMoreText(first.title, tracks.length - 1)
}
