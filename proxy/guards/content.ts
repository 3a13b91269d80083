import { SNIFF_BYTES, sniff, type AudioFormat } from '#lib/core/files/sniff.ts'
import { refuse } from '../errors/refusal.ts'

const AUDIO_MIME: Record<AudioFormat, string> = {
  wav: 'audio/wav',
  aiff: 'audio/aiff',
  flac: 'audio/flac',
  mpeg: 'audio/mpeg',
  adts: 'audio/aac',
  ogg: 'audio/ogg',
  mp4: 'audio/mp4',
  matroska: 'audio/webm',
  asf: 'audio/x-ms-wma',
  caf: 'audio/x-caf',
  wavpack: 'audio/x-wavpack',
  ape: 'audio/x-ape',
  au: 'audio/basic',
  amr: 'audio/amr',
  dsd: 'audio/x-dsd',
  avi: 'video/x-msvideo',
  'mpeg-ts': 'video/mp2t',
}

export const HEAD_BYTES = SNIFF_BYTES

export interface SoundType {
  /** Null: the bytes did not say. */
  format: AudioFormat | null
  mime: string
}

/**
 * What kind of sound begins with these bytes; refuses what is none (a web page, JSON, a picture). Bytes that say
 * nothing (an MP3 with junk before it) pass where the service calls them sound.
 */
export function soundType(head: Uint8Array<ArrayBuffer>, claimed: string | null, service: string): SoundType {
  const found = sniff(head)
  if (found.kind === 'audio') return { format: found.format, mime: AUDIO_MIME[found.format] }
  if (found.kind === 'unknown' && head.byteLength >= 1024 && claimed?.startsWith('audio/'))
    return { format: null, mime: 'application/octet-stream' }
  const what = found.kind === 'other' ? found.what : 'something unknown'
  throw refuse('wrong_type', `not sound but ${what} came`, { service })
}

const PICTURES: readonly (readonly [at: number, magic: readonly number[], mime: string])[] = [
  [0, [0xff, 0xd8, 0xff], 'image/jpeg'],
  [0, [0x89, 0x50, 0x4e, 0x47], 'image/png'],
  [0, [0x47, 0x49, 0x46, 0x38], 'image/gif'],
  [8, [0x57, 0x45, 0x42, 0x50], 'image/webp'],
]

/** The type of a picture by its first bytes. SVG is none: it can hold scripts. */
export function pictureType(head: Uint8Array, service: string): string {
  const found = PICTURES.find(([at, magic]) => magic.every((byte, i) => head[at + i] === byte))
  if (!found) throw refuse('wrong_type', 'not a picture came', { service })
  return found[2]
}

/** Whether these bytes of an answer that should be JSON are a web page. */
export function looksLikeHtml(text: string): boolean {
  return /^\s*<(!doctype|html|\?xml|head|body)/i.test(text.slice(0, 256))
}
