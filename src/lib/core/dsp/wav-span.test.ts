import { expect, it } from 'vitest'
import { wavSpan, type ReadFrames } from './wav-span.ts'
import { wavBytes, type WavShape } from './wav.ts'

const FRAMES = 150_000

const read: ReadFrames = async (start, [left, right]) => {
  for (let i = 0; i < left.length; i++) {
    left[i] = Math.sin((start + i) / 50)
    right[i] = (start + i) / FRAMES
  }
}

async function bytesOf(shape: WavShape, start: number, end: number): Promise<Buffer> {
  const pieces: Uint8Array[] = []
  for await (const piece of wavSpan(shape, read, start, end)) pieces.push(piece.slice())
  return Buffer.concat(pieces)
}

it.each([16, 24, 32] as const)('spans of %i bits are cut out of one and the same file', async (bits) => {
  const shape = { frames: FRAMES, sampleRate: 44_100, bits }
  const size = wavBytes(shape)
  const whole = await bytesOf(shape, 0, size)
  expect(whole.length).toBe(size)
  expect(whole.subarray(0, 4).toString()).toBe('RIFF')
  for (const [start, end] of [
    [0, 1],
    [10, 100],
    [43, 45],
    [1001, 65_536 * 8 + 77],
    [65_536 * 4 + 44, 65_536 * 4 + 45],
    [size - 3, size],
  ] as const) {
    expect((await bytesOf(shape, start, end)).equals(whole.subarray(start, end))).toBe(true)
  }
})
