import type { App } from '#lib/app/app.ts'
import type { Track } from '#lib/core/domain/track.ts'
import { count } from '../messages/format.ts'
import { notifyFault, notifyUndo } from '../shell/notify.ts'
import { t } from '../messages/t.ts'

/** Whether this track is the one that sounds. */
export function isPlaying(app: App, track: Track): boolean {
  return app.studio.playing && app.studio.track?.id === track.id
}

/** Plays a track, or pauses it when it is the one that sounds. */
export async function playOrPause(app: App, track: Track): Promise<void> {
  if (isPlaying(app, track)) return app.studio.pause()
  if (app.studio.track?.id !== track.id) {
    const outcome = await app.studio.open(track.id)
    if (!outcome.ok) return notifyFault(outcome.fault, track.title)
  }
  await app.studio.play()
}

/** Asks for the stems of each; what cannot be asked for is said once per reason. */
export async function separateAll(app: App, tracks: readonly Track[]): Promise<void> {
  const said = new Set<string>()
  for (const track of tracks) {
    const outcome = await app.library.separate(track.id)
    if (outcome.ok || said.has(outcome.fault.code)) continue
    said.add(outcome.fault.code)
    notifyFault(outcome.fault, track.title)
  }
}

export async function removeAll(app: App, tracks: readonly Track[]): Promise<void> {
  const [first] = tracks
  if (!first) return
  const { undo } = await app.library.remove(tracks.map((track) => track.id))
  const what = tracks.length === 1 ? `“${first.title}”` : count(tracks.length, 'song')
  notifyUndo(t('Removed {what}', { what }), () => void undo())
}
