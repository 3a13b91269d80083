import { BadBits, BitReader } from './bit-reader.ts'
import { crc16, crc8 } from './crc.ts'
import { BITS, BLOCK_FRAMES, FIXED, HEAD_BYTES, LEFT_RIGHT, MARKER, MID_SIDE } from './flac-layout.ts'

/**
 * The samples of a FLAC file as `encodeFlac` writes it, of exactly `frames` frames. Anything else, however it came, throws
 * `BadBits`; no more memory is taken than `frames` need.
 */
export function decodeFlac(bytes: Uint8Array, frames: number): [Int32Array, Int32Array] {
  if (bytes.length < HEAD_BYTES || MARKER.some((byte, i) => bytes[i] !== byte)) throw new BadBits('no FLAC')
  const left = new Int32Array(frames)
  const right = new Int32Array(frames)
  const reader = new BitReader(bytes.subarray(HEAD_BYTES))
  for (let at = 0, index = 0; at < frames; at += BLOCK_FRAMES, index++) {
    const end = Math.min(frames, at + BLOCK_FRAMES)
    readFrame(bytes, reader, index, left.subarray(at, end), right.subarray(at, end))
  }
  return [left, right]
}

function readFrame(
  bytes: Uint8Array,
  reader: BitReader,
  index: number,
  left: Int32Array,
  right: Int32Array,
): void {
  const start = HEAD_BYTES + reader.place
  const expect = (value: number, bits: number) => {
    if (reader.take(bits) !== value) throw new BadBits('another kind of frame')
  }
  expect(0b1111_1111_1111_1000, 16)
  const whole = left.length === BLOCK_FRAMES
  expect(whole ? 0b1100 : 0b0111, 4)
  expect(0b1001, 4)
  const how = reader.take(4)
  if (how !== LEFT_RIGHT && how !== MID_SIDE) throw new BadBits('other channels')
  expect(0b1100, 4)
  if (readNumber(reader) !== index) throw new BadBits('out of order')
  if (!whole) expect(left.length - 1, 16)
  const head = crc8(bytes.subarray(start, HEAD_BYTES + reader.place))
  expect(head, 8)
  readChannel(reader, left, BITS)
  readChannel(reader, right, how === MID_SIDE ? BITS + 1 : BITS)
  reader.align()
  expect(crc16(bytes.subarray(start, HEAD_BYTES + reader.place)), 16)
  if (how === MID_SIDE) unMix(left, right)
}

/** Mid is half the sum, of which the side still knows the lowest bit. */
function unMix(mid: Int32Array, side: Int32Array): void {
  for (let i = 0; i < mid.length; i++) {
    const s = side[i] ?? 0
    const sum = ((mid[i] ?? 0) << 1) | (s & 1)
    mid[i] = (sum + s) >> 1
    side[i] = (sum - s) >> 1
  }
}

function readNumber(reader: BitReader): number {
  const first = reader.take(8)
  if (first < 0x80) return first
  const more = Math.clz32(~first & 0xff) - 24 - 1
  if (more < 1 || more > 5) throw new BadBits('no number')
  let value = first & (0x3f >>> more)
  for (let i = 0; i < more; i++) value = value * 64 + (reader.take(8) & 0x3f)
  return value
}

function readChannel(reader: BitReader, into: Int32Array, bits: number): void {
  const kind = reader.take(8)
  if (kind === 0) {
    into.fill(reader.signed(bits))
    return
  }
  const order = (kind >> 1) & 7
  const weights = FIXED[order]
  if (kind >> 4 !== 1 || (kind & 1) === 1 || !weights || order > into.length)
    throw new BadBits('other predictor')
  for (let i = 0; i < order; i++) into[i] = reader.signed(bits)
  if (reader.take(2) !== 1) throw new BadBits('other residual')
  const partitions = reader.take(4)
  const size = into.length >> partitions
  if (size << partitions !== into.length || size < order) throw new BadBits('other partitions')
  for (let part = 0; part < 1 << partitions; part++)
    readPartition(reader, into, part === 0 ? order : part * size, (part + 1) * size, weights)
}

function readPartition(
  reader: BitReader,
  into: Int32Array,
  start: number,
  end: number,
  weights: readonly number[],
): void {
  const k = reader.take(5)
  if (k === 31) throw new BadBits('other residual')
  const [a = 0, b = 0, c = 0, d = 0] = weights
  for (let i = start; i < end; i++) {
    const high = reader.unary()
    const value = high * 2 ** k + (k > 0 ? reader.take(k) : 0)
    const rest = value % 2 === 0 ? value / 2 : -(value + 1) / 2
    into[i] =
      rest + a * (into[i - 1] ?? 0) + b * (into[i - 2] ?? 0) + c * (into[i - 3] ?? 0) + d * (into[i - 4] ?? 0)
  }
}
