import type { Attachment } from 'svelte/attachments'
import { exportName } from '#lib/core/domain/export-name.ts'
import { fileAddress } from '#lib/core/domain/file-address.ts'
import type { LaneName } from '#lib/core/domain/mix.ts'
import type { TrackText } from '#lib/core/domain/track.ts'

/**
 * Whether a file can be dragged out of the page: only Chromium fetches what a drag names (`DownloadURL`), and the address is answered by
 * the service worker, so that one must be at work.
 */
export function canDragOut(): boolean {
  const brands =
    (navigator as { userAgentData?: { brands?: { brand: string }[] } }).userAgentData?.brands ?? []
  const isChromium = brands.some(({ brand }) => brand === 'Chromium')
  return isChromium && 'serviceWorker' in navigator && navigator.serviceWorker.controller !== null
}

/** Lets a stem be dragged to the desktop or into another program, as a WAV. */
export function dragOut(
  track: TrackText & { id: string },
  lane: LaneName,
  part: string,
): Attachment<HTMLElement> {
  return (element) => {
    if (!canDragOut()) return
    element.draggable = true
    const give = ({ dataTransfer }: DragEvent) => {
      if (!dataTransfer) return
      const address = new URL(fileAddress(track.id, lane), location.href).href
      // A colon would end the name early.
      const name = exportName(track, part.toLowerCase(), 'wav').replaceAll(':', '-')
      dataTransfer.effectAllowed = 'copy'
      dataTransfer.setData('DownloadURL', `audio/wav:${name}:${address}`)
      dataTransfer.setData('text/uri-list', address)
    }
    element.addEventListener('dragstart', give)
    return () => element.removeEventListener('dragstart', give)
  }
}
