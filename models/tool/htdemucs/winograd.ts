import type { Builder } from '../../onnx/builder.ts'
import type { Tensor } from '../../onnx/graph.ts'
import type { Shape } from './dconv.ts'

/** Kernel transform of F(4,3) at the points 0, 1, -1, 2, -2 and infinity (Lavin and Gray 2015). */
const KERNEL = [
  [1 / 4, 0, 0],
  [-1 / 6, -1 / 6, -1 / 6],
  [-1 / 6, 1 / 6, -1 / 6],
  [1 / 24, 1 / 12, 1 / 6],
  [1 / 24, -1 / 12, 1 / 6],
  [0, 0, 1],
]

/** Six small kernels [out, in, 1, 3] from one [out, in, 3, 3]; the runtime computes them once, at load. */
function kernels(b: Builder, name: string, weight: Tensor): string[] {
  const taps = b.several('Split', [b.constant(name, weight)], 3, { axis: 2 })
  return KERNEL.map((row) => {
    const parts = row.flatMap((factor, i) =>
      factor === 0 ? [] : [b.one('Mul', [taps[i] ?? '', b.scalar(factor)])],
    )
    return parts.reduce((sum, part) => b.one('Add', [sum, part]))
  })
}

/** Four phases of rows: row r, r + 4, r + 8 ... of [1, channels, rows, length] for r from 0 to 3. */
export function splitRows(b: Builder, x: string, [channels, rows, length]: Shape): string[] {
  const phases = b.several('Split', [b.reshape(x, channels, rows / 4, 4, length)], 4, { axis: 2 })
  return phases.map((phase) => b.reshape(phase, 1, channels, rows / 4, length))
}

/** Six mixtures of the phases of rows, each of their shape: of every four rows, with the row before and after them. */
export function mixRows(b: Builder, phases: readonly string[]): string[] {
  const [x1 = '', x2 = '', x3 = '', x4 = ''] = phases
  const shifted = (phase: string, by: number): string =>
    b.one('Pad', [phase, b.ints(0, 0, by, 0, 0, 0, -by, 0), b.scalar(0)])
  const x0 = shifted(x4, 1)
  const x5 = shifted(x1, -1)
  const add = (p: string, q: string): string => b.one('Add', [p, q])
  const sub = (p: string, q: string): string => b.one('Sub', [p, q])
  const times = (p: string, factor: number): string => b.one('Mul', [p, b.scalar(factor)])
  const even = sub(x4, times(x2, 4))
  const odd = sub(x3, times(x1, 4))
  const wide = sub(x4, x2)
  const twice = times(sub(x3, x1), 2)
  return [
    add(times(sub(x0, x2), 4), wide),
    add(even, odd),
    sub(even, odd),
    add(wide, twice),
    sub(wide, twice),
    sub(sub(x5, x3), times(twice, 2)),
  ]
}

/**
 * A 3x3 convolution with half of the multiplications: Winograd's F(4,3) over rows, ordinary over time. Takes the
 * mixtures of `mixRows` and gives the four phases of the rows, each [1, out, rows / 4, length].
 */
export function convolveRows(
  b: Builder,
  mixed: readonly string[],
  name: string,
  weight: Tensor,
  bias: string,
): string[] {
  const [m0 = '', m1 = '', m2 = '', m3 = '', m4 = '', m5 = ''] = kernels(b, name, weight).map((kernel, i) =>
    // The bias enters once, at the point 1, whose share of every output is 1.
    b.one('Conv', [mixed[i] ?? '', kernel, ...(i === 1 ? [bias] : [])], {
      kernel_shape: [1, 3],
      pads: [0, 1, 0, 1],
    }),
  )
  const add = (p: string, q: string): string => b.one('Add', [p, q])
  const sub = (p: string, q: string): string => b.one('Sub', [p, q])
  const times = (p: string, factor: number): string => b.one('Mul', [p, b.scalar(factor)])
  const [near, nearOdd] = [add(m1, m2), sub(m1, m2)]
  const [far, farOdd] = [add(m3, m4), sub(m3, m4)]
  return [
    add(add(m0, near), far),
    add(nearOdd, times(farOdd, 2)),
    add(near, times(far, 4)),
    add(add(nearOdd, times(farOdd, 8)), m5),
  ]
}

/** The phases of the rows back in their order: [1, channels, rows, length]. */
export function joinRows(b: Builder, phases: readonly string[], [channels, rows, length]: Shape): string {
  const parts = phases.map((phase) => b.reshape(phase, channels, rows / 4, 1, length))
  return b.reshape(b.one('Concat', parts, { axis: 2 }), 1, channels, rows, length)
}
