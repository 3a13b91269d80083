export interface StorageEstimate {
  /** Bytes. */
  usage: number
  quota: number
  /** Bytes of the app itself, kept for working offline; null where the browser does not say. */
  app: number | null
}

/** Only Chromium tells the parts. */
interface Detailed {
  usageDetails?: { caches?: number; serviceWorkerRegistrations?: number }
}

/** How much the browser lets this site keep, and whether it promises to keep it. */
export interface StorageRoom {
  /** Bytes; null where the browser does not say. */
  estimate(): Promise<StorageEstimate | null>
  persisted(): Promise<boolean | null>
  /** Asks the browser to keep everything; true when it will. */
  persist(): Promise<boolean>
}

export const browserRoom: StorageRoom = {
  async estimate() {
    const found: Awaited<ReturnType<StorageManager['estimate']>> & Detailed =
      (await navigator.storage?.estimate?.()) ?? {}
    const { usage, quota, usageDetails: parts } = found
    const app = parts ? (parts.caches ?? 0) + (parts.serviceWorkerRegistrations ?? 0) : null
    return usage === undefined || quota === undefined ? null : { usage, quota, app }
  },
  persisted: async () => (await navigator.storage?.persisted?.()) ?? null,
  persist: async () => (await navigator.storage?.persist?.()) ?? false,
}
