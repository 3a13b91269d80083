import { MAX_BLOB_BYTES, type BlobStore } from '#lib/platform/blobs/blob-store.ts'

/** Keeps a picture under each key; one that is too large for the store is none. */
export async function keepCover(blobs: BlobStore, keys: readonly string[], picture: Blob): Promise<boolean> {
  if (picture.size > MAX_BLOB_BYTES || keys.length === 0) return false
  await blobs.put(keys.map((key) => ({ key, bytes: picture })))
  return true
}
