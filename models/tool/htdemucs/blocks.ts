import type { Builder } from '../../onnx/builder.ts'

/** The divisor of `count` nearest to its root of the given order. */
function divisorNear(count: number, order: number): number {
  const wanted = count ** (1 / order)
  let best = 1
  for (let divisor = 1; divisor <= count; divisor++) {
    if (count % divisor !== 0) continue
    if (Math.abs(divisor - wanted) < Math.abs(best - wanted)) best = divisor
    if (divisor > 2 * wanted) break
  }
  return best
}

/**
 * Mean over the last axis of [1, channels, rows, length] in two stages, kept as an axis of length 1. One float32 sum
 * over all of it would cost up to 60 dB. A length with no useful divisor is filled up with zeros first.
 */
export function meanOverTime(b: Builder, x: string, shape: readonly [number, number, number]): string {
  const [channels, rows, length] = shape
  let full = length
  let stage = divisorNear(full, 2)
  while (stage < 8 && full > 64) stage = divisorNear(++full, 2)
  const whole =
    full === length ? x : b.one('Pad', [x, b.ints(0, 0, 0, 0, 0, 0, 0, full - length), b.scalar(0)])
  const parts = b.reshape(whole, 1, channels, rows, full / stage, stage)
  const first = b.one('ReduceMean', [parts], { axes: [4], keepdims: 0 })
  const mean = b.one('ReduceMean', [first], { axes: [3], keepdims: 1 })
  return full === length ? mean : b.one('Mul', [mean, b.scalar(full / length)])
}

/** Mean over all `count` values in three stages: a tensor [1]. */
export function meanOfAll(b: Builder, x: string, count: number): string {
  const inner = divisorNear(count, 3)
  const middle = divisorNear(count / inner, 2)
  const first = b.one('ReduceMean', [b.reshape(x, count / inner, inner)], { axes: [1], keepdims: 0 })
  const second = b.one('ReduceMean', [b.reshape(first, count / inner / middle, middle)], {
    axes: [1],
    keepdims: 0,
  })
  return b.one('ReduceMean', [second], { axes: [0], keepdims: 1 })
}

export const square = (b: Builder, x: string): string => b.one('Mul', [x, x])

/** 1 / sqrt(variance + 1e-5), the epsilon of every norm in the model. */
export function inverseDeviation(b: Builder, variance: string): string {
  return b.one('Div', [b.scalar(1), b.one('Sqrt', [b.one('Add', [variance, b.scalar(1e-5)])])])
}

/** Spelled as PyTorch exports it: this is the pattern that onnxruntime turns into one Gelu. */
export function gelu(b: Builder, x: string): string {
  const erf = b.one('Erf', [b.one('Div', [x, b.scalar(Math.SQRT2)])])
  const gated = b.one('Mul', [x, b.one('Add', [erf, b.scalar(1)])])
  return b.one('Mul', [gated, b.scalar(0.5)])
}
