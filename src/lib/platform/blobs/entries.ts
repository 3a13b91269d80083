import { fault, FaultError } from '#lib/core/domain/fault.ts'
import { MAX_BLOB_BYTES, type BlobEntry } from './blob-store.ts'

export const sizeOf = ({ bytes }: BlobEntry): number =>
  bytes instanceof Blob ? bytes.size : bytes.byteLength

/** Throws `storage-failed` for a value over the limit, before anything is written. */
export function checkSizes(entries: readonly BlobEntry[]): void {
  for (const entry of entries) {
    if (sizeOf(entry) <= MAX_BLOB_BYTES) continue
    throw new FaultError(fault('storage-failed', { detail: `${entry.key} is over ${MAX_BLOB_BYTES} bytes` }))
  }
}
