import { letters } from '#lib/core/files/read-at.ts'
import { MAX_BLOB_BYTES } from '#lib/platform/blobs/blob-store.ts'

/** The picture types that are shown; nothing that could hold a script. */
export function pictureType(bytes: Uint8Array): string | null {
  if (letters(bytes, 0, 8) === '\x89PNG\r\n\x1a\n') return 'image/png'
  if (letters(bytes, 0, 3) === '\xff\xd8\xff') return 'image/jpeg'
  if (letters(bytes, 0, 6) === 'GIF87a' || letters(bytes, 0, 6) === 'GIF89a') return 'image/gif'
  if (letters(bytes, 0) === 'RIFF' && letters(bytes, 8) === 'WEBP') return 'image/webp'
  return null
}

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
