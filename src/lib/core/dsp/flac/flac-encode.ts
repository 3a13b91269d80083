import { BitWriter } from './bit-writer.ts'
import { crc16, crc8 } from './crc.ts'
import {
  BITS,
  BLOCK_FRAMES,
  LEFT_RIGHT,
  MARKER,
  MID_SIDE,
  MOST_ORDER,
  PARTITION_ORDER,
  STREAM_INFO_BYTES,
} from './flac-layout.ts'

/**
 * Stereo of 24-bit samples as a FLAC file of 44.1 kHz. The same samples give the same bytes, always: what was encoded again
 * has the hash it had.
 */
export function encodeFlac(left: Int32Array, right: Int32Array): Uint8Array<ArrayBuffer> {
  const out = new BitWriter(Math.max(1024, left.length * 5))
  writeHead(out, left.length)
  for (let start = 0, index = 0; start < left.length; start += BLOCK_FRAMES, index++) {
    const end = Math.min(left.length, start + BLOCK_FRAMES)
    writeFrame(out, left.subarray(start, end), right.subarray(start, end), index)
  }
  return out.bytes()
}

function writeHead(out: BitWriter, frames: number): void {
  for (const byte of MARKER) out.put(byte, 8)
  // The one block of metadata: STREAMINFO, the last.
  out.put(0x80, 8)
  out.put(STREAM_INFO_BYTES, 24)
  out.put(BLOCK_FRAMES, 16)
  out.put(BLOCK_FRAMES, 16)
  // Sizes of frames and the sum of all samples (MD5) are not told.
  out.put(0, 24)
  out.put(0, 24)
  out.put(44_100, 20)
  out.put(1, 3)
  out.put(BITS - 1, 5)
  out.put(Math.floor(frames / 2 ** 32), 4)
  out.put(frames >>> 0, 32)
  for (let i = 0; i < 4; i++) out.put(0, 32)
}

const coded = (samples: Int32Array) => ({ samples, fixed: bestFixed(samples) })

/** Left and right as they are (`apart`), or their mean and difference, whichever takes fewer bits. */
function cheaper(left: Int32Array, right: Int32Array) {
  const mid = new Int32Array(left.length)
  const side = new Int32Array(left.length)
  for (let i = 0; i < left.length; i++) {
    const a = left[i] ?? 0
    const b = right[i] ?? 0
    mid[i] = (a + b) >> 1
    side[i] = a - b
  }
  const [l, r, m, s] = [coded(left), coded(right), coded(mid), coded(side)]
  const apart = l.fixed.cost + r.fixed.cost <= m.fixed.cost + s.fixed.cost
  return apart ? { apart, first: l, second: r } : { apart, first: m, second: s }
}

function writeFrame(out: BitWriter, left: Int32Array, right: Int32Array, index: number): void {
  const start = out.length
  const length = left.length
  const { apart, first, second } = cheaper(left, right)
  out.put(0b1111_1111_1111_1000, 16)
  out.put(length === BLOCK_FRAMES ? 0b1100 : 0b0111, 4)
  out.put(0b1001, 4)
  out.put(apart ? LEFT_RIGHT : MID_SIDE, 4)
  out.put(0b110, 3)
  out.put(0, 1)
  writeNumber(out, index)
  if (length !== BLOCK_FRAMES) out.put(length - 1, 16)
  out.put(crc8(out.view(start)), 8)
  writeChannel(out, first.samples, first.fixed, BITS)
  writeChannel(out, second.samples, second.fixed, apart ? BITS : BITS + 1)
  out.align()
  out.put(crc16(out.view(start)), 16)
}

/** A frame's number as UTF-8 writes a letter's. */
function writeNumber(out: BitWriter, value: number): void {
  if (value < 0x80) return out.put(value, 8)
  let more = 1
  while (value >= 2 ** (5 * more + 6)) more++
  out.put(((0xff00 >>> (more + 1)) & 0xff) | (value >>> (6 * more)), 8)
  for (let at = more - 1; at >= 0; at--) out.put(0x80 | ((value >>> (6 * at)) & 0x3f), 8)
}

interface Fixed {
  order: number
  /** Differences of that order; the first `order` are of no meaning. */
  rest: Int32Array
  /** About the bits it takes. */
  cost: number
}

/** The order of differences that leaves least. */
function bestFixed(samples: Int32Array): Fixed {
  let best: Fixed = { order: 0, rest: samples, cost: costOf(samples, 0) }
  let rest = samples
  for (let order = 1; order <= Math.min(MOST_ORDER, samples.length - 1); order++) {
    const next = new Int32Array(samples.length)
    for (let i = order; i < samples.length; i++) next[i] = (rest[i] ?? 0) - (rest[i - 1] ?? 0)
    rest = next
    const cost = costOf(rest, order)
    if (cost < best.cost) best = { order, rest, cost }
  }
  return best
}

function costOf(rest: Int32Array, order: number): number {
  let sum = 0
  for (let i = order; i < rest.length; i++) sum += Math.abs(rest[i] ?? 0)
  const count = Math.max(1, rest.length - order)
  return count * (Math.log2(1 + (2 * sum) / count) + 1) + order * BITS
}

const zigzag = (value: number) => ((value << 1) ^ (value >> 31)) >>> 0

function writeChannel(out: BitWriter, samples: Int32Array, { order, rest }: Fixed, bits: number): void {
  const [first = 0] = samples
  if (samples.every((value) => value === first)) {
    out.put(0, 8)
    out.put(first, bits)
    return
  }
  out.put((0b001000 | order) << 1, 8)
  for (let i = 0; i < order; i++) out.put(samples[i] ?? 0, bits)
  const partitions = samples.length === BLOCK_FRAMES ? PARTITION_ORDER : 0
  // Rice parameters of five bits.
  out.put(1, 2)
  out.put(partitions, 4)
  const size = samples.length >> partitions
  for (let part = 0; part < 1 << partitions; part++)
    writePartition(out, rest, part === 0 ? order : part * size, (part + 1) * size)
}

function writePartition(out: BitWriter, rest: Int32Array, start: number, end: number): void {
  const k = riceParameter(rest, start, end)
  out.put(k, 5)
  for (let i = start; i < end; i++) out.rice(zigzag(rest[i] ?? 0), k)
}

/** Of the parameters beside the mean the one that takes least. */
function riceParameter(rest: Int32Array, start: number, end: number): number {
  const count = end - start
  if (count <= 0) return 0
  let sum = 0
  for (let i = start; i < end; i++) sum += zigzag(rest[i] ?? 0)
  const near = Math.floor(Math.log2(Math.max(1, sum / count)))
  const about = (k: number) => count * (k + 1) + sum / 2 ** k
  return [near - 1, near, near + 1]
    .filter((k) => k >= 0 && k <= 30)
    .reduce((best, k) => (about(k) < about(best) ? k : best))
}
