import type { PrecacheEntry } from 'workbox-precaching'

export interface Told {
  files: readonly (PrecacheEntry & { revision: string | null })[]
  headers: Readonly<Record<string, string>>
}

declare const self: ServiceWorkerGlobalScope & { __SFA_TOLD?: Told }

/**
 * What the end of the build writes before this script (`tests/support/site/offline-files.ts`): every file of the app, and the
 * headers that its answers need. Nothing in development.
 */
export const told: Told = self.__SFA_TOLD ?? { files: [], headers: {} }
