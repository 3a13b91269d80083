import type { Album } from '#lib/core/domain/album.ts'
import { count } from './format.ts'
import { t } from './t.ts'

/** What a link brought: how many songs of which album, and aloud what of it did not come. */
export function broughtText(album: Album, songs: number): string {
  const { title, totalTracks, truncated, skipped } = album
  const came = !truncated
    ? count(songs, 'song')
    : totalTracks === null
      ? t('only the first {songs} came', { songs })
      : t('only the first {songs} of {all} came', { songs, all: totalTracks })
  const first = t('“{title}”: {came}', { title, came })
  return skipped > 0
    ? t('{first}; {entries} could not be read', { first, entries: count(skipped, 'entry', 'entries') })
    : first
}
