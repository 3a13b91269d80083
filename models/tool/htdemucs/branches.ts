import type { Builder } from '../../onnx/builder.ts'
import { floats, floatTensor, type Tensor } from '../../onnx/graph.ts'
import { gelu } from './blocks.ts'
import { dconv, type Shape } from './dconv.ts'
import { rows, shaped, type Weights } from './weights.ts'
import { convolveRows, joinRows, mixRows, splitRows } from './winograd.ts'

const STRIDE = 4
const KERNEL = 8

export interface Layered {
  name: string
  shape: Shape
}

/** Value and gate as two convolutions, so that nothing large is split and the sigmoid runs inside the second. */
function gated(b: Builder, w: Weights, x: string, place: string, kernel: [number, number]): string {
  const weight = w.named(`${place}.weight`)
  const bias = w.named(`${place}.bias`)
  const [double = 0, channels = 0] = weight.dims
  const all = shaped(weight, double, channels, ...kernel)
  const pads = [kernel[0] >> 1, kernel[1] >> 1]
  const [value = '', gate = ''] = [0, 1].map((half) => {
    const range = [(half * double) / 2, ((half + 1) * double) / 2] as const
    const part = half === 0 ? 'value' : 'gate'
    return b.one(
      'Conv',
      [
        x,
        b.constant(`${place}.${part}.weight`, rows(all, ...range)),
        b.constant(`${place}.${part}.bias`, rows(bias, ...range)),
      ],
      { kernel_shape: kernel, pads: [...pads, ...pads] },
    )
  })
  return b.one('Mul', [value, b.one('Sigmoid', [gate])])
}

/** The decoders' gated 3x3 convolution, from the four phases of its input's rows. */
function gatedRows(b: Builder, w: Weights, phases: readonly string[], place: string, shape: Shape): string {
  const weight = w.named(`${place}.weight`)
  const bias = w.named(`${place}.bias`)
  const [double = 0] = weight.dims
  const mixed = mixRows(b, phases)
  const [values = [], gates = []] = ['value', 'gate'].map((part, half) => {
    const range = [(half * double) / 2, ((half + 1) * double) / 2] as const
    const shift = b.constant(`${place}.${part}.bias`, rows(bias, ...range))
    return convolveRows(b, mixed, `${place}.${part}.weight`, rows(weight, ...range), shift)
  })
  const gatedPhases = values.map((value, i) => b.one('Mul', [value, b.one('Sigmoid', [gates[i] ?? ''])]))
  return joinRows(b, gatedPhases, shape)
}

/** One layer down: a convolution of stride 4 along the rows or, in the time branch, along time. */
export function encode(b: Builder, w: Weights, x: Layered, place: string): Layered {
  const time = x.shape[1] === 1
  const weight = w.named(`${place}.conv.weight`)
  const [out = 0, channels = 0] = weight.dims
  const [, rowCount, length] = x.shape
  const shape: Shape = time ? [out, 1, Math.ceil(length / STRIDE)] : [out, rowCount / STRIDE, length]
  // A time axis that is no multiple of the stride is filled up at its end.
  const rest = time ? (STRIDE - (length % STRIDE)) % STRIDE : 0
  const strided = b.one(
    'Conv',
    [
      x.name,
      b.constant(
        `${place}.conv.weight`,
        shaped(weight, out, channels, ...(time ? [1, KERNEL] : [KERNEL, 1])),
      ),
      b.constant(`${place}.conv.bias`, w.named(`${place}.conv.bias`)),
    ],
    {
      kernel_shape: time ? [1, KERNEL] : [KERNEL, 1],
      strides: time ? [1, STRIDE] : [STRIDE, 1],
      pads: time ? [0, 2, 0, 2 + rest] : [2, 0, 2, 0],
    },
  )
  const deep = dconv(b, w, gelu(b, strided), place, shape)
  return { name: gated(b, w, deep, `${place}.rewrite`, [1, 1]), shape }
}

/** One layer up in the time branch; `length` is what its skip's own input had. */
export function decodeWave(
  b: Builder,
  w: Weights,
  x: string,
  skip: Layered,
  place: string,
  length: number,
): string {
  const inner = gated(b, w, b.one('Add', [x, skip.name]), `${place}.rewrite`, [1, 3])
  const weight = w.named(`${place}.conv_tr.weight`)
  const [channels = 0, out = 0] = weight.dims
  return b.one(
    'ConvTranspose',
    [
      dconv(b, w, inner, place, skip.shape),
      b.constant(`${place}.conv_tr.weight`, shaped(weight, channels, out, 1, KERNEL)),
      b.constant(`${place}.conv_tr.bias`, w.named(`${place}.conv_tr.bias`)),
    ],
    {
      kernel_shape: [1, KERNEL],
      strides: [1, STRIDE],
      pads: [0, 2, 0, STRIDE * skip.shape[2] - length + 2],
    },
  )
}

/** For each output channel the two taps of rows `phase` and `phase + 1` of every four: [2 * out, channels, 2, 1]. */
function pairKernel(weight: Tensor, phase: number): Tensor {
  const [channels = 0, out = 0] = weight.dims
  const from = floats(weight)
  const values = [phase, phase + 1].flatMap((row) => {
    const taps = row < 2 ? [row + 6, row + 2] : [row + 2, row - 2]
    return Array.from({ length: out * channels * 2 }, (_, i) => {
      const [o, c] = [Math.floor(i / 2 / channels), Math.floor(i / 2) % channels]
      return from[(c * out + o) * KERNEL + (taps[i % 2] ?? NaN)] ?? NaN
    })
  })
  return floatTensor([2 * out, channels, 2, 1], values)
}

/**
 * The transposed convolution of stride 4 over rows as two ordinary ones, each giving two of every four output rows: the
 * runtime's own scatters its product on one thread. Gives the four phases of the rows.
 */
export function upsampleRows(b: Builder, w: Weights, x: string, place: string, activate: boolean): string[] {
  const weight = w.named(`${place}.weight`)
  const bias = Array.from(floats(w.named(`${place}.bias`)))
  const twice = b.constant(`${place}.bias`, floatTensor([2 * bias.length], [...bias, ...bias]))
  return [0, 2].flatMap((phase) => {
    const kernel = b.constant(`${place}.weight.${phase}`, pairKernel(weight, phase))
    const pads = phase === 0 ? [1, 0, 0, 0] : [0, 0, 1, 0]
    const pair = b.one('Conv', [x, kernel, twice], { kernel_shape: [2, 1], pads })
    return b.several('Split', [activate ? gelu(b, pair) : pair], 2, { axis: 1 })
  })
}

/** One layer up in the frequency branch, from and to the four phases of the rows; the last has no activation. */
export function decodeSpec(
  b: Builder,
  w: Weights,
  phases: readonly string[],
  skip: Layered,
  place: string,
  last: boolean,
): string[] {
  const skips = splitRows(b, skip.name, skip.shape)
  const sums = phases.map((phase, i) => b.one('Add', [phase, skips[i] ?? '']))
  const deep = dconv(b, w, gatedRows(b, w, sums, `${place}.rewrite`, skip.shape), place, skip.shape)
  return upsampleRows(b, w, deep, `${place}.conv_tr`, !last)
}
