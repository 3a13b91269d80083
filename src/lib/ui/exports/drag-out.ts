/** What a browser says of itself (User-Agent Client Hints); nothing outside Chromium. */
interface Hints {
  brands?: readonly { brand: string }[]
  platform?: string
}

/** Where Chromium takes `DownloadURL` to the desktop: its other drag code has no such part. */
const PLATFORMS = ['Windows', 'macOS']

export const takesFilesOut = ({ brands = [], platform = '' }: Hints): boolean =>
  brands.some(({ brand }) => brand === 'Chromium') && PLATFORMS.includes(platform)

/** Whether a file can be dragged out of this page. Stems come from the service worker, so that one must be at work. */
export function canDragOut(): boolean {
  const hints = (navigator as { userAgentData?: Hints }).userAgentData ?? {}
  return takesFilesOut(hints) && 'serviceWorker' in navigator && navigator.serviceWorker.controller !== null
}

/** A colon would end the name early. */
export const downloadText = (mime: string, name: string, url: string): string =>
  `${mime}:${name.replaceAll(':', '-')}:${url}`
