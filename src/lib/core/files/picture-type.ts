import { letters } from './read-at.ts'

/** The picture types that are shown; nothing that could hold a script. */
export function pictureType(bytes: Uint8Array): string | null {
  if (letters(bytes, 0, 8) === '\x89PNG\r\n\x1a\n') return 'image/png'
  if (letters(bytes, 0, 3) === '\xff\xd8\xff') return 'image/jpeg'
  if (letters(bytes, 0, 6) === 'GIF87a' || letters(bytes, 0, 6) === 'GIF89a') return 'image/gif'
  if (letters(bytes, 0) === 'RIFF' && letters(bytes, 8) === 'WEBP') return 'image/webp'
  return null
}
