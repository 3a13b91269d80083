import { normalizedArtist, normalizedTitle } from '../match/normalise.ts'
import type { ListRow } from './row.ts'

/**
 * What a row is known by in the library: its link's key, else its names as they are compared, with the kind of version, so that
 * the same song of another list is the same track and a live recording is not. Songs without an artist are told apart by album.
 */
export function keyOfRow(row: Pick<ListRow, 'title' | 'artist' | 'album' | 'link'>): string {
  if (row.link) return row.link.sourceKey
  const { text, versions, versionText } = normalizedTitle(row.title)
  const artist = normalizedArtist(row.artist).names.toSorted().join('&')
  const album = artist === '' ? normalizedTitle(row.album).text : ''
  return `list:${[artist, text, versions.join('+') && `${versions.join('+')} ${versionText}`, album].join('/')}`
}
