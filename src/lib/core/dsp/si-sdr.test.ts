import { expect, test } from 'vitest'
import { siSdr } from './si-sdr.ts'

const N = 4096
const wave = (cycles: number, gain = 1, offset = 0): Float32Array =>
  Float32Array.from({ length: N }, (_, i) => offset + gain * Math.sin((2 * Math.PI * cycles * i) / N))
const sum = (a: Float32Array, b: Float32Array): Float32Array => a.map((x, i) => x + (b[i] ?? 0))

test('noise at a tenth of the amplitude, at right angles to the target, is 20 dB', () => {
  expect(siSdr([sum(wave(5), wave(9, 0.1))], [wave(5)])).toBeCloseTo(20, 3)
})

test('the level of the estimate and its sign do not matter', () => {
  const estimate = sum(wave(5), wave(9, 0.25))
  const plain = siSdr([estimate], [wave(5)])
  expect(siSdr([estimate.map((x) => -0.03 * x)], [wave(5)])).toBeCloseTo(plain, 3)
  expect(siSdr([estimate], [wave(5, 7)])).toBeCloseTo(plain, 3)
})

test('a constant offset does not matter', () => {
  const estimate = sum(wave(5), wave(9, 0.25))
  expect(siSdr([estimate.map((x) => x + 3)], [wave(5, 1, -2)])).toBeCloseTo(siSdr([estimate], [wave(5)]), 2)
})

test('channels are measured together: a loud wrong channel outweighs a good one', () => {
  const target = [wave(5), wave(5)]
  expect(siSdr([wave(5), sum(wave(5), wave(9))], target)).toBeCloseTo(10 * Math.log10(2), 3)
})

test('a copy is better than any wrong estimate and a stranger has nothing of the target', () => {
  expect(siSdr([wave(5)], [wave(5)])).toBeGreaterThan(100)
  expect(siSdr([wave(9)], [wave(5)])).toBeLessThan(-100)
})

test('silence has no ratio', () => {
  expect(siSdr([new Float32Array(N)], [wave(5)])).toBeNaN()
  expect(siSdr([wave(5)], [new Float32Array(N)])).toBeNaN()
})

test('signals of unequal length are refused', () => {
  expect(() => siSdr([wave(5)], [wave(5).subarray(1)])).toThrow(RangeError)
  expect(() => siSdr([wave(5)], [wave(5), wave(5)])).toThrow(RangeError)
})
