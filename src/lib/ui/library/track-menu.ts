import AudioLines from '@lucide/svelte/icons/audio-lines'
import Paperclip from '@lucide/svelte/icons/paperclip'
import Pause from '@lucide/svelte/icons/pause'
import Pencil from '@lucide/svelte/icons/pencil'
import Play from '@lucide/svelte/icons/play'
import Split from '@lucide/svelte/icons/split'
import Trash from '@lucide/svelte/icons/trash-2'
import { goto } from '$app/navigation'
import type { App } from '#lib/app/app.ts'
import { isFromFile, type Track } from '#lib/core/domain/track.ts'
import { exportMenu } from '../exports/export-menu.ts'
import type { MenuItem } from '../kit/menu-item.ts'
import { t } from '../messages/t.ts'
import { links } from '../shell/links.ts'
import { soundMenu } from '../sources/sound-menu.ts'
import { isPlaying, playOrPause, separateAll } from './track-actions.ts'
import type { TrackStatus } from './track-status.ts'

type Hand = (track: Track) => void

/** What a song's card asks of the page around it. */
export interface TrackHands {
  onedit: Hand
  onmatch: Hand
  onlisten: Hand
  onexport: (tracks: readonly Track[]) => void
  onremove: Hand
}

/** What can be done with one song. */
export function trackMenu(
  app: App,
  track: Track,
  status: TrackStatus['kind'],
  hands: TrackHands & { attach: Hand },
): MenuItem[] {
  const playing = isPlaying(app, track)
  const playable = track.state === 'ready'
  // A song of a list or a link may still be given its file.
  const awaitsFile = track.state === 'listed' || (track.state === 'failed' && !isFromFile(track))
  return [
    { label: t('Open'), icon: AudioLines, run: () => void goto(links.track(track.id)) },
    {
      label: playing ? t('Pause') : t('Play'),
      icon: playing ? Pause : Play,
      disabled: !playable,
      run: () => void playOrPause(app, track),
    },
    {
      label: status === 'stems' ? t('Separate again') : t('Separate'),
      icon: Split,
      disabled: !playable || status === 'working',
      run: () => void separateAll(app, [track]),
    },
    ...(awaitsFile ? [{ label: t('Attach a file'), icon: Paperclip, run: () => hands.attach(track) }] : []),
    ...soundMenu(app, track, hands),
    ...exportMenu(app, track, hands.onexport),
    { label: t('Edit details'), icon: Pencil, run: () => hands.onedit(track) },
    { label: t('Remove'), icon: Trash, danger: true, line: true, run: () => hands.onremove(track) },
  ]
}
