import { expect, test } from 'vitest'
import { reverberation } from './room.ts'
import { silence } from './stereo.ts'
import { SAMPLE_RATE } from './time.ts'

function tailOf(seconds: number): Float32Array {
  const [left, right] = silence(2 * SAMPLE_RATE)
  left[0] = 1
  right[0] = 1
  return reverberation([left, right], { seconds, bright: 20_000, distance: 0.02 })[0]
}

const energy = (tail: Float32Array, from: number, to: number): number =>
  tail.subarray(from * SAMPLE_RATE, to * SAMPLE_RATE).reduce((sum, x) => sum + x * x, 0)

test('the first echo comes after the distance, never before', () => {
  expect(tailOf(1).findIndex((x) => x !== 0)).toBeGreaterThan(0.02 * SAMPLE_RATE)
})

test('a room of 1.5 s loses about 40 dB in a second', () => {
  const tail = tailOf(1.5)
  const fall = 10 * Math.log10(energy(tail, 0.2, 0.4) / energy(tail, 1.2, 1.4))
  expect(fall).toBeGreaterThan(34)
  expect(fall).toBeLessThan(50)
})
