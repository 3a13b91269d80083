import { createHash } from 'node:crypto'
import { fault, FaultError } from '#lib/core/domain/fault.ts'
import type { BlobEntry } from '#lib/platform/blobs/blob-store.ts'
import { MemoryBlobs } from '#lib/platform/blobs/memory-blobs.ts'

/** Blobs on a disk that is full from the Nth write on, until somebody makes room. */
export class FullBlobs extends MemoryBlobs {
  /** Writes that still find room. */
  left = Number.POSITIVE_INFINITY
  writes = 0

  override async put(entries: readonly BlobEntry[], remove: readonly string[] = []): Promise<void> {
    this.writes += 1
    if (this.left <= 0) throw new FaultError(fault('storage-full'))
    this.left -= 1
    await super.put(entries, remove)
  }

  /** sha256 of everything under a prefix, by key. */
  async all(prefix: string): Promise<Map<string, string>> {
    const found = new Map<string, string>()
    for (const key of await this.keys(prefix)) {
      found.set(
        key,
        createHash('sha256')
          .update((await this.get(key)) ?? new Uint8Array())
          .digest('hex'),
      )
    }
    return found
  }
}
