import { createSHA256 } from 'hash-wasm'
import { fault, FaultError } from '#lib/core/domain/fault.ts'
import { originalKey, originalPrefix } from '#lib/core/domain/keys.ts'
import type { SourceFile } from '#lib/core/domain/track.ts'
import { MAX_BLOB_BYTES, type BlobStore } from '#lib/platform/blobs/blob-store.ts'

/**
 * Copies a file in chunks and hashes it on the way. Faults: `file-empty`, `file-unreadable`, `storage-*`,
 * `cancelled`; nothing of it is
 * left then.
 */
export async function keepFile(
  store: BlobStore,
  trackId: string,
  file: File,
  tick: (fraction: number) => void,
  signal: AbortSignal,
): Promise<SourceFile> {
  if (file.size === 0) throw new FaultError(fault('file-empty'))
  try {
    const sha256 = await copy(store, trackId, file, tick, signal)
    return { name: file.name, bytes: file.size, sha256, mime: file.type }
  } catch (error) {
    await store.removeAll(originalPrefix(trackId))
    throw error
  }
}

async function copy(
  store: BlobStore,
  trackId: string,
  file: File,
  tick: (fraction: number) => void,
  signal: AbortSignal,
): Promise<string> {
  const hash = await createSHA256()
  await store.removeAll(originalPrefix(trackId))
  for (let index = 0, at = 0; at < file.size; index++, at += MAX_BLOB_BYTES) {
    if (signal.aborted) throw new FaultError(fault('cancelled'))
    const bytes = await readChunk(file, at)
    hash.update(bytes)
    await store.put([{ key: originalKey(trackId, index), bytes }])
    tick(Math.min(1, (at + bytes.length) / file.size))
  }
  return hash.digest('hex')
}

/** A file that was moved, changed or lies on a drive that is gone fails here. */
async function readChunk(file: File, at: number): Promise<Uint8Array<ArrayBuffer>> {
  const part = file.slice(at, at + MAX_BLOB_BYTES)
  const bytes = await part.arrayBuffer().catch((error: unknown) => {
    throw new FaultError(fault('file-unreadable', { detail: String(error) }), error)
  })
  if (bytes.byteLength !== Math.min(MAX_BLOB_BYTES, file.size - at)) {
    throw new FaultError(fault('file-unreadable', { detail: `${bytes.byteLength} bytes at ${at}` }))
  }
  return new Uint8Array(bytes)
}
