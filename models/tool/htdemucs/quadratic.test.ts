import { describe, expect, it } from 'vitest'
import { quadratic } from './quadratic.ts'

const HIDDEN = 3
const CHANNELS = 10
const LENGTH = 17
const wave = (i: number): number => Math.sin(1 + 1.7 * i * i)
const w = Float32Array.from({ length: CHANNELS * HIDDEN }, (_, i) => wave(i))
const bias = Float32Array.from({ length: CHANNELS }, (_, i) => 3 + wave(99 + i))
const h = Array.from({ length: HIDDEN }, (_, k) =>
  Array.from({ length: LENGTH }, (_, t) => 0.5 + wave(7 * k + t)),
)
const at = (rows: readonly (readonly number[])[], k: number, t: number): number => rows[k]?.[t] ?? NaN

/** Sum of squares of `matrix x + shift`. */
function squares(matrix: Float64Array, x: readonly number[], shift?: Float64Array): number {
  let sum = 0
  for (let row = 0; row < matrix.length / HIDDEN; row++) {
    let value = shift?.[row] ?? 0
    for (let k = 0; k < HIDDEN; k++) value += (matrix[row * HIDDEN + k] ?? NaN) * (x[k] ?? NaN)
    sum += value * value
  }
  return sum
}

describe('mean and variance of a linear map, from its input alone', () => {
  const parts = quadratic(w, bias, HIDDEN)
  const means = h.map((row) => row.reduce((a, b) => a + b, 0) / LENGTH)
  const y = Array.from({ length: CHANNELS * LENGTH }, (_, i) => {
    const c = i % CHANNELS
    let sum = bias[c] ?? NaN
    for (let k = 0; k < HIDDEN; k++) sum += (w[c * HIDDEN + k] ?? NaN) * at(h, k, Math.floor(i / CHANNELS))
    return sum
  })
  const mean = y.reduce((a, b) => a + b, 0) / y.length
  const variance = y.reduce((a, b) => a + (b - mean) ** 2, 0) / y.length

  it('gives the mean', () => {
    const small = parts.mean.reduce((sum, value, k) => sum + value * (means[k] ?? NaN), parts.meanBias)
    expect(small).toBeCloseTo(mean, 12)
  })

  it('gives the variance as two sums of squares', () => {
    let within = 0
    for (let t = 0; t < LENGTH; t++) {
      within += squares(
        parts.moving,
        means.map((value, k) => at(h, k, t) - value),
      )
    }
    expect(within / LENGTH + squares(parts.still, means, parts.stillBias)).toBeCloseTo(variance, 12)
  })
})
