import { letters, viewOf } from './read-at.ts'

/**
 * What the first bytes say a file is. `unknown` may still be sound (an MP3 with junk before it); `other` is
 * none.
 */
export type Sniffed =
  { kind: 'audio'; format: AudioFormat } | { kind: 'unknown' } | { kind: 'other'; what: string }

export type AudioFormat =
  | 'wav'
  | 'aiff'
  | 'flac'
  | 'mpeg'
  | 'adts'
  | 'ogg'
  | 'mp4'
  | 'matroska'
  | 'asf'
  | 'caf'
  | 'wavpack'
  | 'ape'
  | 'au'
  | 'amr'
  | 'dsd'
  | 'avi'
  | 'mpeg-ts'

/** How many bytes `sniff` wants to see. */
export const SNIFF_BYTES = 4096

const AUDIO: readonly (readonly [at: number, magic: string, format: AudioFormat])[] = [
  [8, 'WAVE', 'wav'],
  [8, 'AIFF', 'aiff'],
  [8, 'AIFC', 'aiff'],
  [0, 'fLaC', 'flac'],
  [0, 'OggS', 'ogg'],
  [4, 'ftyp', 'mp4'],
  [0, '\x1a\x45\xdf\xa3', 'matroska'],
  [0, '\x30\x26\xb2\x75\x8e\x66\xcf\x11', 'asf'],
  [0, 'caff', 'caf'],
  [0, 'wvpk', 'wavpack'],
  [0, 'MAC ', 'ape'],
  [0, '.snd', 'au'],
  [0, '#!AMR', 'amr'],
  [0, 'DSD ', 'dsd'],
  [0, 'FRM8', 'dsd'],
  [8, 'AVI ', 'avi'],
]

const OTHER: readonly (readonly [at: number, magic: string, what: string])[] = [
  [0, '%PDF', 'PDF'],
  [0, '\x89PNG', 'image'],
  [0, '\xff\xd8\xff', 'image'],
  [0, 'GIF8', 'image'],
  [8, 'WEBP', 'image'],
  [0, 'PK\x03\x04', 'archive'],
  [0, 'PK\x05\x06', 'archive'],
  [0, 'Rar!', 'archive'],
  [0, '7z\xbc\xaf', 'archive'],
  [0, '\x1f\x8b\x08', 'archive'],
  [0, '\x7fELF', 'program'],
  [0, 'MThd', 'MIDI'],
  [0, 'SQLite format', 'database'],
]

/** Names a file by its first bytes alone: an extension or a MIME type is a rumour. */
export function sniff(head: Uint8Array<ArrayBuffer>): Sniffed {
  const bytes = head.subarray(id3Length(head))
  const audio = AUDIO.find(([at, magic]) => letters(bytes, at, magic.length) === magic)
  if (audio) return { kind: 'audio', format: audio[2] }
  const other = OTHER.find(([at, magic]) => letters(bytes, at, magic.length) === magic)
  if (other) return { kind: 'other', what: other[2] }
  // After a tag longer than what we see, the tag itself is the sign.
  if (letters(head, 0, 3) === 'ID3') return { kind: 'audio', format: 'mpeg' }
  const format = synced(bytes)
  if (format) return { kind: 'audio', format }
  return isText(bytes) ? { kind: 'other', what: 'text' } : { kind: 'unknown' }
}

/** Streams without a header begin with a pattern of bits. */
function synced(bytes: Uint8Array): AudioFormat | null {
  if (bytes[0] === 0x47 && bytes[188] === 0x47) return 'mpeg-ts'
  if (bytes[0] !== 0xff) return null
  const second = bytes[1] ?? 0
  if ((second & 0xf6) === 0xf0) return 'adts'
  const isMpeg = (second & 0xe0) === 0xe0 && (second & 0x18) !== 0x08 && (second & 0x06) !== 0
  return isMpeg ? 'mpeg' : null
}

/** Length of an ID3v2 tag at the start, header and footer included; 0 for none (id3.org, ID3v2.4 section 3). */
export function id3Length(bytes: Uint8Array<ArrayBuffer>): number {
  if (bytes.length < 10 || letters(bytes, 0, 3) !== 'ID3') return 0
  const view = viewOf(bytes)
  const sizes = [6, 7, 8, 9].map((at) => view.getUint8(at))
  if (sizes.some((size) => size > 0x7f)) return 0
  const length = sizes.reduce((all, size) => all * 128 + size, 0)
  return 10 + length + (view.getUint8(5) & 0x10 ? 10 : 0)
}

function isText(bytes: Uint8Array): boolean {
  if (bytes.length < 16) return false
  return bytes.subarray(0, 512).every((b) => b >= 0x20 || b === 0x09 || b === 0x0a || b === 0x0d)
}
