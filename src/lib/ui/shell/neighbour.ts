import type { Track } from '#lib/core/domain/track.ts'

/** The next song with sound after (1) or before (-1) the open one, as the library shows them; null at the ends. */
export function neighbour(shown: readonly Track[], openId: string | undefined, by: 1 | -1): Track | null {
  const playable = shown.filter((track) => track.state === 'ready' || track.id === openId)
  const at = playable.findIndex((track) => track.id === openId)
  return at < 0 ? null : (playable[at + by] ?? null)
}
