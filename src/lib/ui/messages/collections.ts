import type { Album } from '#lib/core/domain/album.ts'
import { count } from './format.ts'

/** What a link brought: how many songs of which album, and aloud what of it did not come. */
export function broughtText(album: Album, songs: number): string {
  const { title, totalTracks, truncated, skipped } = album
  const whole = truncated && totalTracks !== null ? ` of ${totalTracks}` : ''
  const first = `“${title}”: ${truncated ? `only the first ${songs}${whole} came` : count(songs, 'song')}`
  return skipped > 0 ? `${first}; ${count(skipped, 'entry', 'entries')} could not be read` : first
}
