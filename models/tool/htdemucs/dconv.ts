import type { Builder } from '../../onnx/builder.ts'
import { floats, floatTensor } from '../../onnx/graph.ts'
import { gelu, inverseDeviation, meanOverTime, square } from './blocks.ts'
import { quadratic } from './quadratic.ts'
import { shaped, type Weights } from './weights.ts'

/** Channels, rows (frequencies; 1 in the time branch) and length of a [1, channels, rows, length] tensor. */
export type Shape = readonly [channels: number, rows: number, length: number]

interface Layer {
  /** Where the layer's nodes and weights are: 'encoder.0', 0. */
  place: string
  index: number
  shape: Shape
}

const HIDDEN_SHARE = 8

/** Convolution along time into an eighth of the channels, then group norm per row and Gelu. */
function squeeze(b: Builder, w: Weights, x: string, { place, index, shape }: Layer): string {
  const [channels, rowCount, length] = shape
  const hidden = channels / HIDDEN_SHARE
  const name = `${place}.dconv.layers.${index}`
  const reach = 2 ** index
  const kernel = b.constant(`${name}.0.weight`, shaped(w.named(`${name}.0.weight`), hidden, channels, 1, 3))
  const bias = b.constant(`${name}.0.bias`, w.named(`${name}.0.bias`))
  const y = b.one('Conv', [x, kernel, bias], {
    kernel_shape: [1, 3],
    dilations: [1, reach],
    pads: [0, reach, 0, reach],
  })
  const small: Shape = [hidden, rowCount, length]
  const overChannels = { axes: [1], keepdims: 1 }
  const centred = b.one('Sub', [y, b.one('ReduceMean', [meanOverTime(b, y, small)], overChannels)])
  const variance = b.one('ReduceMean', [meanOverTime(b, square(b, centred), small)], overChannels)
  const node = `/${place}/dconv/layers.${index}/layers.${index}.1`
  const scale = b.constant(`${name}.1.weight`, shaped(w.usedBy(`${node}/Mul`, 1), 1, hidden, 1, 1))
  const shift = b.constant(`${name}.1.bias`, shaped(w.usedBy(`${node}/Add`, 1), 1, hidden, 1, 1))
  const normed = b.one('Mul', [centred, b.one('Mul', [inverseDeviation(b, variance), scale])])
  return gelu(b, b.one('Add', [normed, shift]))
}

/**
 * What the second group norm will need of its input y = W h + bias, computed from the small h instead of the large y,
 * and h made ready for it: [h / deviation, 1 / deviation, -mean / deviation] as `hidden + 2` channels.
 */
function normalised(b: Builder, w: Weights, h: string, { place, index, shape }: Layer): string {
  const [channels, rowCount, length] = shape
  const hidden = channels / HIDDEN_SHARE
  const name = `${place}.dconv.layers.${index}`
  const parts = quadratic(floats(w.named(`${name}.3.weight`)), floats(w.named(`${name}.3.bias`)), hidden)
  const small: Shape = [hidden, rowCount, length]
  const means = meanOverTime(b, h, small)
  const moving = b.one('Conv', [
    b.one('Sub', [h, means]),
    b.floats(`${name}.moving`, [hidden, hidden, 1, 1], parts.moving),
  ])
  const still = b.one('Conv', [
    means,
    b.floats(`${name}.still`, [hidden + 1, hidden, 1, 1], parts.still),
    b.floats(`${name}.still.bias`, [hidden + 1], parts.stillBias),
  ])
  const sum = { axes: [1], keepdims: 1 }
  const within = b.one('ReduceMean', [meanOverTime(b, square(b, moving), small)], sum)
  const between = b.one('ReduceMean', [square(b, still)], sum)
  const variance = b.one('Add', [
    b.one('Mul', [within, b.scalar(hidden)]),
    b.one('Mul', [between, b.scalar(hidden + 1)]),
  ])
  const inverse = inverseDeviation(b, variance)
  const mean = b.one('Conv', [
    means,
    b.floats(`${name}.mean`, [1, hidden, 1, 1], parts.mean),
    b.floats(`${name}.mean.bias`, [1], [parts.meanBias]),
  ])
  const offset = b.one('Mul', [b.one('Neg', [mean]), inverse])
  const wide = b.ints(1, 1, rowCount, length)
  const spread = [inverse, offset].map((one) => b.one('Expand', [one, wide]))
  return b.one('Concat', [b.one('Mul', [h, inverse]), ...spread], { axis: 1 })
}

/** Kernel and bias of one half of the gated unit, the norm's and the layer's own scale multiplied in. */
function half(
  b: Builder,
  w: Weights,
  { place, index, shape }: Layer,
  which: 'value' | 'gate',
): [string, string] {
  const [channels] = shape
  const hidden = channels / HIDDEN_SHARE
  const name = `${place}.dconv.layers.${index}`
  const node = `/${place}/dconv/layers.${index}/layers.${index}`
  const kernel = floats(w.named(`${name}.3.weight`))
  const bias = floats(w.named(`${name}.3.bias`))
  const scale = floats(w.usedBy(`${node}.4/Mul`, 1))
  const shift = floats(w.usedBy(`${node}.4/Add`, 1))
  const own = floats(w.usedBy(`${node}.6/Mul`, 0))
  const from = which === 'value' ? 0 : channels
  const values: number[] = []
  const shifts: number[] = []
  for (let i = 0; i < channels; i++) {
    const c = from + i
    const outer = which === 'value' ? (own[i] ?? NaN) : 1
    const factor = (scale[c] ?? NaN) * outer
    for (let k = 0; k < hidden; k++) values.push((kernel[c * hidden + k] ?? NaN) * factor)
    values.push((bias[c] ?? NaN) * factor, factor)
    shifts.push((shift[c] ?? NaN) * outer)
  }
  return [
    b.constant(`${name}.${which}`, floatTensor([channels, hidden + 2, 1, 1], values)),
    b.constant(`${name}.${which}.bias`, floatTensor([channels], shifts)),
  ]
}

/** The residual branch of every encoder and decoder: two dilated layers along time. */
export function dconv(b: Builder, w: Weights, x: string, place: string, shape: Shape): string {
  let sum = x
  for (const index of [0, 1]) {
    const layer: Layer = { place, index, shape }
    const h = normalised(b, w, squeeze(b, w, sum, layer), layer)
    const value = b.one('Conv', [h, ...half(b, w, layer, 'value')])
    const gate = b.one('Sigmoid', [b.one('Conv', [h, ...half(b, w, layer, 'gate')])])
    sum = b.one('Add', [sum, b.one('Mul', [value, gate])])
  }
  return sum
}
