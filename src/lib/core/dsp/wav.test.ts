import { describe, expect, it } from 'vitest'
import { noiseFrom, wavBytes, WavEncoder, wavHeader } from './wav.ts'

const text = (bytes: Uint8Array, at: number) => String.fromCharCode(...bytes.subarray(at, at + 4))
const view = (bytes: Uint8Array<ArrayBuffer>) => new DataView(bytes.buffer)
const silent = () => 0.5

describe('a WAV header', () => {
  it('says 16-bit stereo as every reader expects it', () => {
    const bytes = wavHeader({ frames: 100, sampleRate: 44_100, bits: 16 })
    const at = view(bytes)
    expect([text(bytes, 0), text(bytes, 8), text(bytes, 12), text(bytes, 36)]).toEqual([
      'RIFF',
      'WAVE',
      'fmt ',
      'data',
    ])
    expect(bytes.byteLength).toBe(44)
    expect(at.getUint32(4, true)).toBe(36 + 400)
    expect([at.getUint16(20, true), at.getUint16(22, true), at.getUint32(24, true)]).toEqual([1, 2, 44_100])
    expect([at.getUint32(28, true), at.getUint16(32, true), at.getUint16(34, true)]).toEqual([176_400, 4, 16])
    expect(at.getUint32(40, true)).toBe(400)
  })

  it('marks float as float and counts its frames', () => {
    const bytes = wavHeader({ frames: 7, sampleRate: 44_100, bits: 32 })
    expect(view(bytes).getUint16(20, true)).toBe(3)
    expect([text(bytes, 36), view(bytes).getUint32(44, true)]).toEqual(['fact', 7])
    expect(wavBytes({ frames: 7, sampleRate: 44_100, bits: 32 })).toBe(bytes.byteLength + 56)
  })

  it('keeps sizes of more than 4 GB in RF64', () => {
    const frames = 600_000_000
    const bytes = wavHeader({ frames, sampleRate: 44_100, bits: 32 })
    const at = view(bytes)
    expect([text(bytes, 0), text(bytes, 12)]).toEqual(['RF64', 'ds64'])
    expect(at.getUint32(4, true)).toBe(0xffffffff)
    const u64 = (offset: number) => at.getUint32(offset, true) + at.getUint32(offset + 4, true) * 2 ** 32
    expect([u64(20), u64(28), u64(36)]).toEqual([bytes.byteLength + frames * 8 - 8, frames * 8, frames])
  })
})

describe('a WAV encoder', () => {
  const sound = [new Float32Array([0, 0.5, 2]), new Float32Array([-1, -0.5, -2])] as const

  it('writes 32-bit float untouched', () => {
    const bytes = new WavEncoder(32, silent).encode(sound)
    expect([...new Float32Array(bytes.buffer)]).toEqual([0, -1, 0.5, -0.5, 2, -2])
  })

  it('writes 24 bits rounded and clipped', () => {
    const at = view(new WavEncoder(24, silent).encode(sound))
    const values = [0, 1, 2, 3, 4, 5].map((i) => at.getUint16(i * 3, true) + at.getInt8(i * 3 + 2) * 65_536)
    expect(values).toEqual([0, -8_388_608, 4_194_304, -4_194_304, 8_388_607, -8_388_608])
  })

  it('writes 16 bits clipped', () => {
    const bytes = new WavEncoder(16, silent).encode(sound)
    expect([...new Int16Array(bytes.buffer)]).toEqual([0, -32_768, 16_384, -16_384, 32_767, -32_768])
  })

  it('dithers 16 bits: a sound of a quarter bit keeps its mean, within 2 bits', () => {
    const quarter = new Float32Array(200_000).fill(0.25 / 32_768)
    const bytes = new WavEncoder(16, noiseFrom(7)).encode([quarter, quarter])
    const values = new Int16Array(bytes.buffer)
    const mean = values.reduce((sum, value) => sum + value, 0) / values.length
    expect(mean).toBeCloseTo(0.25, 2)
    expect(values.every((value) => value >= -1 && value <= 2)).toBe(true)
  })
})
