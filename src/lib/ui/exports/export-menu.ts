import Download from '@lucide/svelte/icons/download'
import type { App } from '#lib/app/app.ts'
import { albumKeyOf } from '#lib/core/domain/album-key.ts'
import type { Track } from '#lib/core/domain/track.ts'
import type { MenuItem } from '../kit/menu-item.ts'
import { exportAlbumText, WORDS } from '../messages/exports.ts'

/** What can be exported from a song's menu: the song, and its album where there is more of it. */
export function exportMenu(
  app: App,
  track: Track,
  onexport: (tracks: readonly Track[]) => void,
): readonly MenuItem[] {
  const key = albumKeyOf(track)
  const album = key === null ? [] : readyOf(app).filter((one) => albumKeyOf(one) === key)
  const songs = album.toSorted(byPlace)
  return [
    {
      label: WORDS.menu,
      icon: Download,
      line: true,
      disabled: track.state !== 'ready',
      run: () => onexport([track]),
    },
    ...(songs.length > 1
      ? [{ label: exportAlbumText(songs.length), icon: Download, run: () => onexport(songs) }]
      : []),
  ]
}

const readyOf = (app: App) => app.library.tracks?.filter(({ state }) => state === 'ready') ?? []

const byPlace = (a: Track, b: Track) =>
  (a.discNumber ?? 1) - (b.discNumber ?? 1) || (a.trackNumber ?? Infinity) - (b.trackNumber ?? Infinity) || 0
