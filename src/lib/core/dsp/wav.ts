/**
 * WAV as streams want it: the header first, for a known number of frames, then the frames.
 * Layout: Microsoft RIFF; above 4 GB the same with a `ds64` chunk (RF64, EBU Tech 3306).
 */
import type { Stereo } from './mix.ts'

export interface WavShape {
  frames: number
  sampleRate: number
  bits: 16 | 24 | 32
}

/** 24-bit and 16-bit are integers; 32 is IEEE float. */
const FORMAT_PCM = 1
const FORMAT_FLOAT = 3
const MOST_32 = 0xffffffff

const frameBytes = (bits: WavShape['bits']) => (bits / 8) * 2

/** Bytes of the whole file. */
export function wavBytes(shape: WavShape): number {
  return wavHeader(shape).byteLength + shape.frames * frameBytes(shape.bits)
}

/** Everything before the first sample. */
export function wavHeader({ frames, sampleRate, bits }: WavShape): Uint8Array<ArrayBuffer> {
  const data = frames * frameBytes(bits)
  const float = bits === 32
  // `fact` is demanded of every format that is not plain PCM.
  const plain = 12 + 24 + (float ? 12 : 0) + 8
  const large = plain + data - 8 > MOST_32
  const writer = new Writer(plain + (large ? 36 : 0))
  const whole = writer.length + data - 8
  writer.text(large ? 'RF64' : 'RIFF').u32(large ? MOST_32 : whole)
  writer.text('WAVE')
  if (large) writer.text('ds64').u32(28).u64(whole).u64(data).u64(frames).u32(0)
  writer.text('fmt ').u32(16)
  writer.u16(float ? FORMAT_FLOAT : FORMAT_PCM).u16(2)
  writer.u32(sampleRate).u32(sampleRate * frameBytes(bits))
  writer.u16(frameBytes(bits)).u16(bits)
  if (float) writer.text('fact').u32(4).u32(Math.min(frames, MOST_32))
  writer.text('data').u32(large ? MOST_32 : data)
  return writer.bytes
}

/** Turns frames into a WAV's bytes; kept for a whole file, as the dither goes on from block to block. */
export class WavEncoder {
  readonly #bits: WavShape['bits']
  readonly #random: () => number

  /** `random` answers 0 to 1, for the dither of 16 bits. */
  constructor(bits: WavShape['bits'], random: () => number) {
    this.#bits = bits
    this.#random = random
  }

  encode([left, right]: Stereo): Uint8Array<ArrayBuffer> {
    const bytes = new Uint8Array(left.length * frameBytes(this.#bits))
    const view = new DataView(bytes.buffer)
    for (let i = 0; i < left.length; i++) {
      this.#put(view, i * 2, left[i] ?? 0)
      this.#put(view, i * 2 + 1, right[i] ?? 0)
    }
    return bytes
  }

  #put(view: DataView, index: number, sample: number): void {
    if (this.#bits === 32) view.setFloat32(index * 4, sample, true)
    else if (this.#bits === 16) view.setInt16(index * 2, this.#to16(sample), true)
    else {
      const value = clip(Math.round(sample * 0x800000), 0x800000)
      view.setUint16(index * 3, value & 0xffff, true)
      view.setInt8(index * 3 + 2, value >> 16)
    }
  }

  /** Triangular dither of two least significant bits, peak to peak: rounding becomes noise that does not follow the sound. */
  #to16(sample: number): number {
    return clip(Math.round(sample * 0x8000 + this.#random() - this.#random()), 0x8000)
  }
}

function clip(value: number, full: number): number {
  return Math.max(-full, Math.min(full - 1, value))
}

/** Marsaglia's xorshift32: the same file every time, and quick enough for every sample. */
export function noiseFrom(seed: number): () => number {
  let state = seed | 0 || 1
  return () => {
    state ^= state << 13
    state ^= state >>> 17
    state ^= state << 5
    return (state >>> 0) / 2 ** 32
  }
}

class Writer {
  readonly bytes: Uint8Array<ArrayBuffer>
  readonly #view: DataView
  #at = 0

  constructor(length: number) {
    this.bytes = new Uint8Array(length)
    this.#view = new DataView(this.bytes.buffer)
  }

  get length(): number {
    return this.bytes.length
  }

  text(four: string): this {
    for (const letter of four) this.#view.setUint8(this.#at++, letter.charCodeAt(0))
    return this
  }

  u16(value: number): this {
    this.#view.setUint16(this.#at, value, true)
    this.#at += 2
    return this
  }

  u32(value: number): this {
    this.#view.setUint32(this.#at, value, true)
    this.#at += 4
    return this
  }

  u64(value: number): this {
    return this.u32(value % 2 ** 32).u32(Math.floor(value / 2 ** 32))
  }
}
