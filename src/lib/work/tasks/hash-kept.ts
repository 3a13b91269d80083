import { createSHA256 } from 'hash-wasm'
import type { BlobStore } from '#lib/platform/blobs/blob-store.ts'

/** sha256 (lower-case hex) of the bytes under these keys joined in order, one chunk in memory; null when one is gone. */
export async function hashKept(blobs: BlobStore, keys: readonly string[]): Promise<string | null> {
  const hasher = await createSHA256()
  for (const key of keys) {
    const chunk = await blobs.get(key)
    if (!chunk) return null
    hasher.update(chunk)
  }
  return hasher.digest('hex')
}
