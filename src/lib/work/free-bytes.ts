import { faultFrom } from '#lib/core/domain/fault.ts'
import type { Log } from '#lib/core/domain/log.ts'
import type { BlobStore } from '#lib/platform/blobs/blob-store.ts'

/** Frees the bytes under each prefix. What cannot be freed now is found by the sweep of the next start. */
export async function freeBytes(blobs: BlobStore, log: Log, prefixes: readonly string[]): Promise<void> {
  for (const prefix of prefixes) {
    try {
      await blobs.removeAll(prefix)
    } catch (error) {
      log('warning', 'work', 'bytes not freed', { prefix, code: faultFrom(error).code })
    }
  }
}
