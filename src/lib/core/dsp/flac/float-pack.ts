import { BadBits, BitReader } from './bit-reader.ts'
import { BitWriter } from './bit-writer.ts'
import { decodeFlac } from './flac-decode.ts'
import { encodeFlac } from './flac-encode.ts'
import { FULL } from './flac-layout.ts'

/**
 * Stems are float32, and FLAC holds whole numbers of at most 24 bits. A pack is therefore a FLAC file of the sound scaled by a
 * power of two and rounded to 24 bits, and beside it, per sample, the bits that rounding took. Together they give every float
 * back bit for bit, signed zeros and strange values included; the FLAC alone can be played by anything that plays FLAC.
 *
 * Layout, little-endian: `SFP1`, exponent (int32), bytes of the FLAC (uint32), the FLAC, the rest.
 */
const MAGIC = 0x3150_4653
const HEAD = 12
const LEAST_EXPONENT = -40
const MOST_EXPONENT = 40

export type Channels = readonly [Float32Array, Float32Array]

export function packFloats([left, right]: Channels): Uint8Array<ArrayBuffer> {
  const exponent = exponentOf(left, right)
  const whole = [left, right].map((channel) => rounded(channel, exponent))
  const [l, r] = whole
  if (!l || !r) throw new RangeError('two channels')
  const flac = encodeFlac(l, r)
  const out = new BitWriter(Math.max(1024, left.length * 3))
  writeRest(out, left, l, exponent)
  writeRest(out, right, r, exponent)
  const rest = out.bytes()
  const bytes = new Uint8Array(HEAD + flac.length + rest.length)
  const view = new DataView(bytes.buffer)
  view.setUint32(0, MAGIC, true)
  view.setInt32(4, exponent, true)
  view.setUint32(8, flac.length, true)
  bytes.set(flac, HEAD)
  bytes.set(rest, HEAD + flac.length)
  return bytes
}

/** The very floats that were packed, if there are exactly `frames`; throws `BadBits` at anything that is no pack. */
export function unpackFloats(
  bytes: Uint8Array,
  frames: number,
): [Float32Array<ArrayBuffer>, Float32Array<ArrayBuffer>] {
  if (bytes.length < HEAD) throw new BadBits('cut short')
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const exponent = view.getInt32(4, true)
  const flacBytes = view.getUint32(8, true)
  if (view.getUint32(0, true) !== MAGIC || flacBytes > bytes.length - HEAD) throw new BadBits('no pack')
  if (exponent < LEAST_EXPONENT || exponent > MOST_EXPONENT) throw new BadBits('no pack')
  const whole = decodeFlac(bytes.subarray(HEAD, HEAD + flacBytes), frames)
  const reader = new BitReader(bytes.subarray(HEAD + flacBytes))
  return [readRest(reader, whole[0], exponent), readRest(reader, whole[1], exponent)]
}

/** The smallest power of two that no sample reaches. */
function exponentOf(left: Float32Array, right: Float32Array): number {
  let peak = 0
  for (const channel of [left, right])
    for (let i = 0; i < channel.length; i++) {
      const size = Math.abs(channel[i] ?? 0)
      if (size > peak && size !== Infinity) peak = size
    }
  if (peak === 0) return 0
  const exponent = Math.floor(Math.log2(peak)) + 1
  return Math.max(LEAST_EXPONENT, Math.min(MOST_EXPONENT, exponent))
}

function rounded(channel: Float32Array, exponent: number): Int32Array {
  const scale = 2 ** (23 - exponent)
  // What is no number becomes 0 and lies in the rest as it is.
  const whole = new Int32Array(channel.length)
  for (let i = 0; i < whole.length; i++)
    whole[i] = Math.max(-FULL, Math.min(FULL, Math.round((channel[i] ?? 0) * scale)))
  return whole
}

const zigzag = (value: number) => ((value << 1) ^ (value >> 31)) >>> 0
const unzigzag = (value: number) => (value % 2 === 0 ? value / 2 : -(value + 1) / 2)

/**
 * A sample of n bits has lost about 24 - n bits of its float's 24. What is written is how far the float lies from that of the
 * rounded sample, counted in floats, as a Rice code of that parameter; `ESCAPE` noughts say that the float follows whole.
 */
const ESCAPE = 24

function writeRest(out: BitWriter, floats: Float32Array, whole: Int32Array, exponent: number): void {
  const bits = new Int32Array(floats.buffer, floats.byteOffset, floats.length)
  const near = new Float32Array(1)
  const nearBits = new Int32Array(near.buffer)
  const scale = 2 ** (exponent - 23)
  for (let i = 0; i < floats.length; i++) {
    const value = whole[i] ?? 0
    const own = bits[i] ?? 0
    if (value === 0) {
      out.put(own === 0 ? 0 : 1, 1)
      if (own !== 0) out.put(own, 32)
      continue
    }
    near[0] = value * scale
    const distance = own - (nearBits[0] ?? 0)
    const k = Math.clz32(Math.abs(value)) - 8
    const code = zigzag(distance)
    if (distance !== (distance | 0) || code >>> k >= ESCAPE) {
      out.unary(ESCAPE)
      out.put(own, 32)
    } else out.rice(code, k)
  }
}

function readRest(reader: BitReader, whole: Int32Array, exponent: number): Float32Array<ArrayBuffer> {
  const floats = new Float32Array(whole.length)
  const bits = new Int32Array(floats.buffer)
  const scale = 2 ** (exponent - 23)
  for (let i = 0; i < floats.length; i++) {
    const value = whole[i] ?? 0
    if (value === 0) {
      if (reader.take(1) === 1) bits[i] = reader.take(32)
      continue
    }
    const k = Math.clz32(Math.abs(value)) - 8
    if (k < 1) throw new BadBits('beyond 24 bits')
    const high = reader.unary()
    if (high > ESCAPE) throw new BadBits('too far')
    if (high === ESCAPE) {
      bits[i] = reader.take(32)
      continue
    }
    floats[i] = value * scale
    bits[i] = (bits[i] ?? 0) + unzigzag(high * 2 ** k + reader.take(k))
  }
  return floats
}
