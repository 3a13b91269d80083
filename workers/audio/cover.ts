import { pictureType } from '#lib/core/files/picture-type.ts'
import { MAX_BLOB_BYTES } from '#lib/platform/blobs/blob-store.ts'

/**
 * The first picture that is one by its own bytes, as a Blob of its true type; null when there is none of a
 * storable size.
 */
export function coverOf(pictures: readonly Uint8Array[]): Blob | null {
  for (const bytes of pictures) {
    const type = pictureType(bytes)
    if (type && bytes.length <= MAX_BLOB_BYTES) return new Blob([bytes.slice()], { type })
  }
  return null
}
