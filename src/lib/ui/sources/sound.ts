import type { App } from '#lib/app/app.ts'
import type { Download, Quality } from '#lib/core/domain/download.ts'
import { isFromFile, type Track } from '#lib/core/domain/track.ts'
import { notifyFault } from '../shell/notify.ts'

/** Where a song without audio stands: a person is asked, no source has it, or nobody has looked yet. */
export function soundState(track: Track, row: Download | undefined): 'match' | 'nowhere' | 'unasked' | null {
  if (track.file !== null) return null
  if (row?.state === 'asking' && row.offers.length > 0) return 'match'
  if (row?.state === 'nowhere' || row?.state === 'asking') return 'nowhere'
  return 'unasked'
}

/** Whether the song's bytes are on their way, and from where is known: it can be heard from there meanwhile. */
export function isOnItsWay(row: Download | undefined): boolean {
  return row?.state === 'fetching' && row.chosen !== null
}

/** Whether what was downloaded is not what its preview is, and nobody has said yet that it is right. */
export function soundsUnlike(track: Track, row: Download | undefined): boolean {
  const verdict = track.file && !isFromFile(track) ? row?.comparison?.verdict : undefined
  return verdict === 'differs' || verdict === 'another-key'
}

/** Asks for the sound of a song, as the settings say or in this quality; says so plainly where there is nobody to ask. */
export function download(app: App, track: Track, quality?: Quality): void {
  if (app.proxy.state === 'missing' && app.proxy.fault) return notifyFault(app.proxy.fault, track.title)
  void app.downloads.ask([track.id], quality)
}
