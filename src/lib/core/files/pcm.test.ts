import { describe, expect, it } from 'vitest'
import { readAiff } from './aiff.ts'
import { pcmChannels, type PcmFile } from './pcm.ts'
import { readerOf } from './read-at.ts'
import { readWav } from './wav.ts'

const ascii = (text: string) => [...text].map((letter) => letter.charCodeAt(0))
const le = (value: number, bytes: number) => Array.from({ length: bytes }, (_, i) => (value / 256 ** i) & 255)
const be = (value: number, bytes: number) => le(value, bytes).toReversed()

interface Shape {
  tag: number
  bits: number
  channels?: number
  data: number[]
  dataSize?: number
  before?: number[]
}

function wav({ tag, bits, channels = 1, data, dataSize = data.length, before = [] }: Shape) {
  const block = (channels * bits) / 8
  const fmt = [...le(tag, 2), ...le(channels, 2), ...le(48_000, 4), ...le(48_000 * block, 4), ...le(block, 2)]
  const bytes = [
    ...ascii('RIFF\0\0\0\0WAVE'),
    ...before,
    ...ascii('fmt '),
    ...le(16, 4),
    ...fmt,
    ...le(bits, 2),
    ...ascii('data'),
    ...le(dataSize, 4),
    ...data,
  ]
  return new Uint8Array(bytes)
}

function aiff(compression: string, bits: number, data: number[]) {
  const rate = [0x40, 0x0e, 0xac, 0x44, 0, 0, 0, 0, 0, 0]
  const comm = [...be(1, 2), ...be(2, 4), ...be(bits, 2), ...rate, ...ascii(compression), 0, 0]
  const ssnd = [...be(0, 4), ...be(0, 4), ...data]
  const body = [...ascii('AIFCCOMM'), ...be(comm.length, 4), ...comm, ...ascii('SSND')]
  return new Uint8Array([...ascii('FORM\0\0\0\0'), ...body, ...be(ssnd.length, 4), ...ssnd])
}

const samples = (bytes: Uint8Array<ArrayBuffer>, file: PcmFile | null) =>
  file && [
    ...(pcmChannels(bytes.slice(file.start, file.start + file.length), file.format, file.channels)[0] ?? []),
  ]

const readsWav = async (shape: Shape) =>
  samples(wav(shape), await readWav(readerOf(wav(shape)), wav(shape).length))

const float = (value: number, bytes: 4 | 8) => {
  const view = new DataView(new ArrayBuffer(bytes))
  if (bytes === 8) view.setFloat64(0, value, true)
  else view.setFloat32(0, value, true)
  return [...new Uint8Array(view.buffer)]
}

describe('WAV', () => {
  it.each([
    ['8 bits', { tag: 1, bits: 8, data: [0, 128, 192] }, [-1, 0, 0.5]],
    ['16 bits', { tag: 1, bits: 16, data: [0, 0x80, 0, 0x40] }, [-1, 0.5]],
    ['24 bits', { tag: 1, bits: 24, data: [0, 0, 0x80, 0, 0, 0x40, 1, 0, 0] }, [-1, 0.5, 2 ** -23]],
    ['32 bits', { tag: 1, bits: 32, data: [0, 0, 0, 0x80, 0, 0, 0, 0x40] }, [-1, 0.5]],
    ['float', { tag: 3, bits: 32, data: [...float(0.25, 4), ...float(-1.5, 4)] }, [0.25, -1.5]],
    ['float64', { tag: 3, bits: 64, data: [...float(0.25, 8), ...float(-1.5, 8)] }, [0.25, -1.5]],
    ['mu-law', { tag: 7, bits: 8, data: [0xff, 0x00, 0x80] }, [0, -32_124 / 32_768, 32_124 / 32_768]],
    ['A-law', { tag: 6, bits: 8, data: [0xd5, 0x2a] }, [8 / 32_768, -32_256 / 32_768]],
  ])('reads %s exactly', async (_, shape, expected) => {
    expect(await readsWav(shape)).toEqual(expected)
  })

  it('finds the sound behind a chunk of odd length', async () => {
    const before = [...ascii('JUNK'), ...le(3, 4), 1, 2, 3, 0]
    expect(await readsWav({ tag: 1, bits: 8, data: [192], before })).toEqual([0.5])
  })

  it('takes what is there of a file that was cut, and says so', async () => {
    const bytes = wav({ tag: 1, bits: 8, data: [192, 64], dataSize: 1000 })
    expect(await readWav(readerOf(bytes), bytes.length)).toMatchObject({ length: 2, cut: true })
  })

  it('takes everything when the writer never knew the length', async () => {
    const bytes = wav({ tag: 1, bits: 8, data: [192, 64], dataSize: 0xffff_ffff })
    expect(await readWav(readerOf(bytes), bytes.length)).toMatchObject({ length: 2, cut: false })
  })

  it.each([
    ['compressed sound', { tag: 17, bits: 8, data: [1] }],
    ['no channels', { tag: 1, bits: 8, channels: 0, data: [1] }],
    ['a sample of 7 bytes', { tag: 1, bits: 56, data: [1] }],
  ])('leaves %s to others', async (_, shape) => {
    expect(await readsWav(shape)).toBeNull()
  })

  it('answers to every prefix and every flipped byte of a file without a throw', async () => {
    const whole = wav({ tag: 1, bits: 16, channels: 2, data: [1, 2, 3, 4] })
    for (let at = 0; at <= whole.length; at++) {
      await readWav(readerOf(whole.slice(0, at)), at)
      const flipped = whole.map((byte, i) => (i === at ? byte ^ 0xff : byte))
      const file = await readWav(readerOf(flipped), flipped.length)
      expect(samples(flipped, file)?.every(Number.isFinite) ?? true).toBe(true)
    }
  })
})

describe('AIFF', () => {
  it.each([
    ['NONE', 16, [0x80, 0, 0x40, 0], [-1, 0.5]],
    ['sowt', 16, [0, 0x80, 0, 0x40], [-1, 0.5]],
    ['NONE', 24, [0x80, 0, 0, 0, 0, 1], [-1, 2 ** -23]],
    ['NONE', 8, [0x80, 0x40], [-1, 0.5]],
    ['raw ', 8, [0, 192], [-1, 0.5]],
    ['fl32', 32, float(0.25, 4).toReversed(), [0.25]],
    ['fl64', 64, float(-1.5, 8).toReversed(), [-1.5]],
  ])('reads %s of %i bits exactly', async (compression, bits, data, expected) => {
    const bytes = aiff(compression, bits, data)
    const file = await readAiff(readerOf(bytes), bytes.length)
    expect(file?.rate).toBe(44_100)
    expect(samples(bytes, file)).toEqual(expected)
  })

  it('leaves compressed sound to others', async () => {
    const bytes = aiff('ima4', 16, [0, 0])
    expect(await readAiff(readerOf(bytes), bytes.length)).toBeNull()
  })

  it('answers to every prefix and every flipped byte without a throw', async () => {
    const whole = aiff('NONE', 16, [1, 2, 3, 4])
    for (let at = 0; at <= whole.length; at++) {
      await readAiff(readerOf(whole.slice(0, at)), at)
      const flipped = whole.map((byte, i) => (i === at ? byte ^ 0xff : byte))
      const file = await readAiff(readerOf(flipped), flipped.length)
      expect(samples(flipped, file)?.every(Number.isFinite) ?? true).toBe(true)
    }
  })
})
