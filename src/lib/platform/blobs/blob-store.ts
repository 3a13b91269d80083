/** No stored value is larger: bigger ones break IndexedDB on phones. */
export const MAX_BLOB_BYTES = 4 * 1024 * 1024

export interface BlobEntry {
  key: string
  bytes: Uint8Array<ArrayBuffer> | Blob
}

export interface BlobUse {
  count: number
  bytes: number
}

export interface BlobSize {
  key: string
  bytes: number
}

/**
 * Bytes by key, for the page and for workers alike. Keys are built in `core/domain/keys.ts`.
 * Faults thrown as FaultError: `storage-full`, `storage-closed`, `storage-failed`.
 */
export interface BlobStore {
  /** Writes every entry and removes every key of `remove` in one transaction: all of it or nothing. */
  put(entries: readonly BlobEntry[], remove?: readonly string[]): Promise<void>
  /** The bytes as a buffer of the caller's own, or null. */
  get(key: string): Promise<Uint8Array<ArrayBuffer> | null>
  /** The bytes as a lazy Blob, or null: nothing is read until it is. */
  blob(key: string): Promise<Blob | null>
  has(key: string): Promise<boolean>
  /** Keys with this prefix, sorted. */
  keys(prefix: string): Promise<string[]>
  use(prefix: string): Promise<BlobUse>
  /** Keys with this prefix after `after` (null: from the first), sorted, with their sizes: `most` of them at once. */
  list(prefix: string, after: string | null, most: number): Promise<BlobSize[]>
  /** Removes everything under the prefix; nothing there is no fault. */
  removeAll(prefix: string): Promise<void>
}
