import { fault, FaultError } from '#lib/core/domain/fault.ts'
import { originalPrefix } from '#lib/core/domain/keys.ts'
import type { SourceFile } from '#lib/core/domain/track.ts'
import type { ReadAt } from '#lib/core/files/read-at.ts'
import type { BlobStore } from './blob-store.ts'

/**
 * A kept file as one lazy Blob over its chunks: nothing is read until a part of it is. Fault: `storage-lost`.
 */
export async function openKept(store: BlobStore, trackId: string, file: SourceFile): Promise<Blob> {
  const chunks: Blob[] = []
  for (const key of await store.keys(originalPrefix(trackId))) {
    const chunk = await store.blob(key)
    if (chunk) chunks.push(chunk)
  }
  const whole = new Blob(chunks)
  if (whole.size !== file.bytes) {
    throw new FaultError(fault('storage-lost', { detail: `${whole.size} of ${file.bytes} bytes` }))
  }
  return whole
}

export function readerOfBlob(blob: Blob): ReadAt {
  return async (start, end) => {
    const part = blob.slice(Math.max(0, start), Math.max(0, end))
    return new Uint8Array(await part.arrayBuffer())
  }
}
