import { oneLine } from './plain-text.ts'
import type { SongFacts } from './song-facts.ts'

/** An extended M3U in UTF-8: every file of every song, by its length in whole seconds and its name. */
export function m3uPlaylist(songs: readonly SongFacts[], name: string): string {
  const entries = songs.flatMap((song) =>
    song.files.flatMap(({ path, label, lane }) => {
      const title = [song.artist, song.title].map(oneLine).filter(Boolean).join(' - ')
      const part = lane === 'mix' ? '' : ` (${oneLine(label)})`
      return [`#EXTINF:${Math.round(song.durationS)},${title}${part}`, located(path)]
    }),
  )
  return `${['#EXTM3U', `#PLAYLIST:${oneLine(name)}`, ...entries].join('\n')}\n`
}

/** A path that begins with `#` would be read as a comment. */
const located = (path: string) => (path.startsWith('#') ? `./${path}` : path)
