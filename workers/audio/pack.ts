import { fault, FaultError } from '#lib/core/domain/fault.ts'
import { exportPrefix } from '#lib/core/domain/keys.ts'
import type { BlobStore } from '#lib/platform/blobs/blob-store.ts'
import { streamOf } from '../kit/stream-of.ts'
import type { MadeFile } from './contract.ts'

/** Files of a ZIP out of the blob store, each read when its turn comes, a piece at a time. */
export function* packEntries(
  blobs: Pick<BlobStore, 'get' | 'keys'>,
  files: readonly MadeFile[],
): Generator<{ name: string; size: number; lastModified: Date; input: ReadableStream<Uint8Array> }> {
  const lastModified = new Date()
  for (const { path, cacheId, bytes } of files)
    yield { name: path, size: bytes, lastModified, input: streamOf(piecesOf(blobs, cacheId)) }
}

async function* piecesOf(
  blobs: Pick<BlobStore, 'get' | 'keys'>,
  cacheId: string,
): AsyncGenerator<Uint8Array<ArrayBuffer>> {
  for (const key of await blobs.keys(exportPrefix(cacheId))) {
    const bytes = await blobs.get(key)
    if (!bytes) throw new FaultError(fault('storage-lost', { detail: key }))
    yield bytes
  }
}
