import type { Arrival } from '#lib/platform/device/arrivals.ts'
import type { MediaKeys } from '#lib/platform/device/media-keys.ts'

/** What the system around the browser gives and takes: installation, play keys, opened and shared files. */
export interface SystemView {
  /** Whether the browser would install the app now. */
  readonly canInstall: boolean
  /** Whether this page runs as an installed app. */
  readonly installed: boolean
  /** Only from a click. Answers whether it was accepted. */
  install(): Promise<boolean>
  readonly media: Pick<MediaKeys, 'obey' | 'show' | 'place'>
  /** Hears of everything that arrives from outside. Once `take` has ended, what was kept of it for this page is let go. */
  onArrival(take: (arrival: Arrival) => Promise<void>): void
}
