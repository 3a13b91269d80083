import type { Builder } from '../../onnx/builder.ts'

/** Base of the sinusoids (Vaswani et al. 2017). */
const PERIOD = 10_000

/** Sine and cosine of each phase in turn. */
const waves = (phases: Float32Array): number[] =>
  Array.from(phases).flatMap((phase) => [Math.sin(phase), Math.cos(phase)])

/**
 * Positions of [time, frequency] tokens, time outermost: of `width` channels the first half follows time, the second
 * frequency. The runtime spreads the two tables at load: [times * frequencies, width].
 * @param times phases [count, width / 4] of each time, @param rows those of each frequency.
 */
export function positions2d(b: Builder, times: Float32Array, rows: Float32Array, width: number): string {
  const half = width / 2
  const timeCount = (2 * times.length) / half
  const rowCount = (2 * rows.length) / half
  const whole = b.ints(timeCount, rowCount, half)
  const byTime = b.one('Expand', [b.floats('times', [timeCount, 1, half], waves(times)), whole])
  const byRow = b.one('Expand', [b.floats('rows', [1, rowCount, half], waves(rows)), whole])
  return b.reshape(b.one('Concat', [byTime, byRow], { axis: 2 }), timeCount * rowCount, width)
}

/**
 * Positions along time: cosines in the first half of the channels, sines in the second; [length, width]. The phases
 * reach 1343 radians and are rounded to float32 where PyTorch rounds them: exact ones would be another model, 118 dB
 * away from it.
 */
export function positions1d(b: Builder, width: number, length: number): string {
  const half = width / 2
  const periods = Array.from({ length: half }, (_, i) => PERIOD ** Math.fround(i / (half - 1)))
  const places = Array.from({ length }, (_, place) => place)
  const phases = b.one('Div', [
    b.floats('places', [length, 1], places),
    b.floats('periods', [1, half], periods),
  ])
  return b.one('Concat', [b.one('Cos', [phases]), b.one('Sin', [phases])], { axis: 1 })
}
