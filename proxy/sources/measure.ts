import { id3Length } from '#lib/core/files/sniff.ts'
import { letters, viewOf } from '#lib/core/files/read-at.ts'
import type { AudioFormat } from '#lib/core/files/sniff.ts'
import type { RealQuality } from '../contract.ts'

type Bytes = Uint8Array<ArrayBuffer>

/** kbit/s by index, MPEG-1 and MPEG-2/2.5 layer III (ISO 11172-3 2.4.2.3, ISO 13818-3 2.4.2.3). */
const RATES_1 = [0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320]
const RATES_2 = [0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160]
const SAMPLE_RATES = [44_100, 48_000, 32_000]

/**
 * What the first bytes of a file say of its quality; `total` bytes in all, when that is known. What they do not
 * say is null: no number is taken from a name or from a wish.
 */
export function measure(format: AudioFormat | null, head: Bytes, total: number | null): RealQuality {
  if (format === 'mpeg') return ofMpeg(head)
  if (format === 'flac') return ofFlac(head, total)
  if (format === 'wav') return ofWav(head)
  if (format === 'ogg') return ofOgg(head)
  if (format === 'mp4') return ofMp4(head)
  const lossless = format === 'aiff' || format === 'wavpack' || format === 'ape' ? true : null
  return { codec: format ?? 'unknown', bitrate: null, lossless, sampleRate: null }
}

function ofMpeg(head: Bytes): RealQuality {
  const unknown = { codec: 'mp3', bitrate: null, lossless: false, sampleRate: null }
  const bytes = head.subarray(id3Length(head))
  const at = bytes.findIndex((byte, i) => byte === 0xff && ((bytes[i + 1] ?? 0) & 0xe6) === 0xe2)
  if (at < 0 || at + 200 > bytes.length) return unknown
  const version = ((bytes[at + 1] ?? 0) >> 3) & 3
  const second = bytes[at + 2] ?? 0
  const base = SAMPLE_RATES[(second >> 2) & 3]
  const kbits = (version === 3 ? RATES_1 : RATES_2)[second >> 4]
  if (base === undefined || !kbits || version === 1) return unknown
  const sampleRate = base / (version === 3 ? 1 : version === 2 ? 2 : 4)
  const average = xingRate(bytes.subarray(at), sampleRate, version === 3)
  return { codec: 'mp3', bitrate: average ?? kbits * 1000, lossless: false, sampleRate }
}

/** Bits per second by the counts of a Xing frame; null for an `Info` frame (constant) or none. */
function xingRate(frame: Bytes, sampleRate: number, isMpeg1: boolean): number | null {
  const at = [...Array(64).keys()].find((i) => letters(frame, i) === 'Xing')
  if (at === undefined) return null
  const view = viewOf(frame)
  if ((view.getUint32(at + 4) & 3) !== 3) return null
  const frames = view.getUint32(at + 8)
  const bytes = view.getUint32(at + 12)
  const seconds = (frames * (isMpeg1 ? 1152 : 576)) / sampleRate
  return seconds > 0 ? Math.round((bytes * 8) / seconds) : null
}

/** STREAMINFO (RFC 9639 section 8.2): 20 bits of rate, then 36 of length. */
function ofFlac(head: Bytes, total: number | null): RealQuality {
  const at = id3Length(head) + 8
  if (head.length < at + 18) return { codec: 'flac', bitrate: null, lossless: true, sampleRate: null }
  const bits = viewOf(head).getBigUint64(at + 10)
  const sampleRate = Number(bits >> 44n)
  const samples = Number(bits & 0xf_ffff_ffffn)
  const seconds = sampleRate > 0 ? samples / sampleRate : 0
  const bitrate = total !== null && seconds > 0 ? Math.round((total * 8) / seconds) : null
  return { codec: 'flac', bitrate, lossless: true, sampleRate: sampleRate || null }
}

function ofWav(head: Bytes): RealQuality {
  const at = [...Array(Math.max(0, Math.min(head.length, 1024) - 24)).keys()].find(
    (i) => i >= 12 && letters(head, i) === 'fmt ',
  )
  if (at === undefined) return { codec: 'wav', bitrate: null, lossless: null, sampleRate: null }
  const view = viewOf(head)
  const isPcm = [1, 3, 0xfffe].includes(view.getUint16(at + 8, true))
  return {
    codec: 'wav',
    bitrate: view.getUint32(at + 16, true) * 8 || null,
    lossless: isPcm,
    sampleRate: view.getUint32(at + 12, true) || null,
  }
}

/** The first packet of a stream: Vorbis I section 4.2.2, RFC 7845, or FLAC in Ogg. */
function ofOgg(head: Bytes): RealQuality {
  const start = 27 + (head[26] ?? 0)
  if (letters(head, start, 8) === 'OpusHead')
    return { codec: 'opus', bitrate: null, lossless: false, sampleRate: 48_000 }
  if (letters(head, start, 5) === '\x7fFLAC')
    return { codec: 'flac', bitrate: null, lossless: true, sampleRate: null }
  if (letters(head, start, 7) !== '\x01vorbis' || head.length < start + 24)
    return { codec: 'ogg', bitrate: null, lossless: null, sampleRate: null }
  const view = viewOf(head)
  const nominal = view.getInt32(start + 20, true)
  return {
    codec: 'vorbis',
    bitrate: nominal > 0 ? nominal : null,
    lossless: false,
    sampleRate: view.getUint32(start + 12, true) || null,
  }
}

function ofMp4(head: Bytes): RealQuality {
  const text = letters(head, 0, Math.min(head.length, 32_768))
  const codec = text.includes('alac') ? 'alac' : text.includes('mp4a') ? 'aac' : 'mp4'
  return { codec, bitrate: null, lossless: codec === 'mp4' ? null : codec === 'alac', sampleRate: null }
}

/** As the header `X-SFA-Real-Quality` says it; what is unknown is left out. */
export function qualityHeader({ codec, bitrate, lossless, sampleRate }: RealQuality): string {
  const parts = [`codec=${codec}`]
  if (bitrate !== null) parts.push(`bitrate=${bitrate}`)
  if (lossless !== null) parts.push(`lossless=${lossless ? 1 : 0}`)
  if (sampleRate !== null) parts.push(`sampleRate=${sampleRate}`)
  return parts.join('; ')
}
