/** How much the browser lets this site keep, and whether it promises to keep it. */
export interface StorageRoom {
  /** Bytes; null where the browser does not say. */
  estimate(): Promise<{ usage: number; quota: number } | null>
  persisted(): Promise<boolean | null>
  /** Asks the browser to keep everything; true when it will. */
  persist(): Promise<boolean>
}

export const browserRoom: StorageRoom = {
  async estimate() {
    const { usage, quota } = (await navigator.storage?.estimate?.()) ?? {}
    return usage === undefined || quota === undefined ? null : { usage, quota }
  },
  persisted: async () => (await navigator.storage?.persisted?.()) ?? null,
  persist: async () => (await navigator.storage?.persist?.()) ?? false,
}
