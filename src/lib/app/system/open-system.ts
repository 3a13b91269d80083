import type { Log } from '#lib/core/domain/log.ts'
import { forgetShared, watchArrivals } from '#lib/platform/device/arrivals.ts'
import { browserInstalling } from '#lib/platform/device/install.ts'
import { SystemMediaKeys } from '#lib/platform/device/media-keys.ts'
import { SystemLinks } from './system-links.svelte.ts'

/** The system as this browser lets a page reach it. */
export function openSystem(log: Log): SystemLinks {
  const media = new SystemMediaKeys()
  return new SystemLinks({ installing: browserInstalling, media, watchArrivals, forgetShared, log })
}
