import { viewOf } from './read-at.ts'

/** How one uncompressed sample is written. */
export interface PcmFormat {
  kind: 'int' | 'unsigned' | 'float' | 'ulaw' | 'alaw'
  /** Bytes of one sample of one channel. */
  bytes: number
  bigEndian: boolean
}

/** Where the uncompressed sound of a file lies. */
export interface PcmFile {
  format: PcmFormat
  rate: number
  channels: number
  /** Speakers as in WAVEFORMATEXTENSIBLE, null when the file does not say. */
  mask: number | null
  /** First byte of the sound, and how many there are in this file. */
  start: number
  length: number
  /** Whether the file says that it should be longer. */
  cut: boolean
}

export function canRead({ kind, bytes }: PcmFormat): boolean {
  if (kind === 'float') return bytes === 4 || bytes === 8
  return kind === 'int' ? bytes >= 1 && bytes <= 4 : bytes === 1
}

type Sample = (view: DataView, at: number) => number

/** Channels of whole frames; full scale of every integer is its negative end, so nothing is rounded. */
export function pcmChannels(
  bytes: Uint8Array<ArrayBuffer>,
  format: PcmFormat,
  channels: number,
): Float32Array[] {
  const view = viewOf(bytes)
  const sample = reader(format)
  const frameBytes = format.bytes * channels
  const frames = Math.floor(bytes.byteLength / frameBytes)
  return Array.from({ length: channels }, (_, c) => {
    const out = new Float32Array(frames)
    for (let i = 0, at = c * format.bytes; i < frames; i++, at += frameBytes) out[i] = sample(view, at)
    return out
  })
}

function reader({ kind, bytes, bigEndian }: PcmFormat): Sample {
  const little = !bigEndian
  if (kind === 'ulaw') return (view, at) => ULAW[view.getUint8(at)] ?? 0
  if (kind === 'alaw') return (view, at) => ALAW[view.getUint8(at)] ?? 0
  if (kind === 'unsigned') return (view, at) => (view.getUint8(at) - 128) / 128
  if (kind === 'float') {
    return bytes === 8 ? (view, at) => view.getFloat64(at, little) : (view, at) => view.getFloat32(at, little)
  }
  if (bytes === 1) return (view, at) => view.getInt8(at) / 128
  if (bytes === 2) return (view, at) => view.getInt16(at, little) / 32_768
  if (bytes === 4) return (view, at) => view.getInt32(at, little) / 2_147_483_648
  return bigEndian
    ? (view, at) => (view.getInt16(at) * 256 + view.getUint8(at + 2)) / 8_388_608
    : (view, at) => (view.getInt16(at + 1, true) * 256 + view.getUint8(at)) / 8_388_608
}

/** ITU-T G.711, mu-law: sign, three bits of exponent, four of mantissa, all inverted. */
const ULAW = Float32Array.from({ length: 256 }, (_, code) => {
  const bits = ~code & 0xff
  const size = ((((bits & 0x0f) << 3) + 0x84) << ((bits >> 4) & 7)) - 0x84
  return (bits & 0x80 ? -size : size) / 32_768
})

/** ITU-T G.711, A-law: every second bit inverted. */
const ALAW = Float32Array.from({ length: 256 }, (_, code) => {
  const bits = code ^ 0x55
  const exponent = (bits >> 4) & 7
  const mantissa = ((bits & 0x0f) << 4) + 8
  const size = exponent === 0 ? mantissa : (mantissa + 0x100) << (exponent - 1)
  return (bits & 0x80 ? size : -size) / 32_768
})
