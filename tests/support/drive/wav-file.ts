import { closeSync, openSync, writeSync } from 'node:fs'

export type WavFormat = 'wav16' | 'wav24' | 'wav32f'

const BYTES: Record<WavFormat, number> = { wav16: 2, wav24: 3, wav32f: 4 }

/** A RIFF header (IEEE float where `format` is wav32f) for `frames` stereo frames. */
function header(format: WavFormat, sampleRate: number, frames: number): Buffer {
  const size = BYTES[format]
  const data = frames * size * 2
  const head = Buffer.alloc(44)
  head.write('RIFF', 0)
  head.writeUInt32LE(36 + data, 4)
  head.write('WAVEfmt ', 8)
  head.writeUInt32LE(16, 16)
  head.writeUInt16LE(format === 'wav32f' ? 3 : 1, 20)
  head.writeUInt16LE(2, 22)
  head.writeUInt32LE(sampleRate, 24)
  head.writeUInt32LE(sampleRate * size * 2, 28)
  head.writeUInt16LE(size * 2, 32)
  head.writeUInt16LE(size * 8, 34)
  head.write('data', 36)
  head.writeUInt32LE(data, 40)
  return head
}

function encode(format: WavFormat, left: Float32Array, right: Float32Array): Buffer {
  const size = BYTES[format]
  const out = Buffer.alloc(left.length * size * 2)
  const full = 2 ** (size * 8 - 1)
  const put = (value: number, at: number) => {
    if (format === 'wav32f') out.writeFloatLE(value, at)
    else out.writeIntLE(Math.max(-full, Math.min(full - 1, Math.round(value * full))), at, size)
  }
  left.forEach((value, i) => put(value, i * size * 2))
  right.forEach((value, i) => put(value, i * size * 2 + size))
  return out
}

/** A stereo WAV file written bit by bit; its header is written last, when its length is known. */
export class WavFile {
  readonly #file: number
  readonly #format: WavFormat
  readonly #sampleRate: number
  #frames = 0

  constructor(path: string, format: WavFormat, sampleRate: number) {
    this.#format = format
    this.#sampleRate = sampleRate
    this.#file = openSync(path, 'w')
    writeSync(this.#file, header(format, sampleRate, 0))
  }

  add(left: Float32Array, right: Float32Array): void {
    writeSync(this.#file, encode(this.#format, left, right))
    this.#frames += left.length
  }

  close(): void {
    writeSync(this.#file, header(this.#format, this.#sampleRate, this.#frames), 0, 44, 0)
    closeSync(this.#file)
  }
}
