import { GRAPH_IO, SEGMENT_FRAMES, SPEC_BINS, SPEC_FRAMES } from '../../card.ts'
import { Builder, port } from '../../onnx/builder.ts'
import { floats, floatTensor, type Graph } from '../../onnx/graph.ts'
import { gelu, meanOfAll, square } from './blocks.ts'
import { dconv, type Shape } from './dconv.ts'
import { positions1d, positions2d } from './positions.ts'
import { layerNorm, transformer, WIDTH } from './transformer.ts'
import { rows, shaped, Weights } from './weights.ts'

const DEPTH = 4
const STRIDE = 4
const KERNEL = 8
const FREQUENCY_SCALE = 0.2

interface Layered {
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

function encode(b: Builder, w: Weights, x: Layered, place: string): Layered {
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

/** The transposed convolution of stride 4, cut to four times the rows or to `length` in time. */
function upsample(b: Builder, w: Weights, x: Layered, place: string, length: number): string {
  const time = x.shape[1] === 1
  const weight = w.named(`${place}.conv_tr.weight`)
  const [channels = 0, out = 0] = weight.dims
  return b.one(
    'ConvTranspose',
    [
      x.name,
      b.constant(
        `${place}.conv_tr.weight`,
        shaped(weight, channels, out, ...(time ? [1, KERNEL] : [KERNEL, 1])),
      ),
      b.constant(`${place}.conv_tr.bias`, w.named(`${place}.conv_tr.bias`)),
    ],
    {
      kernel_shape: time ? [1, KERNEL] : [KERNEL, 1],
      strides: time ? [1, STRIDE] : [STRIDE, 1],
      pads: time ? [0, 2, 0, 4 * x.shape[2] - length + 2] : [2, 0, 2, 0],
    },
  )
}

function decode(b: Builder, w: Weights, x: string, skip: Layered, place: string, length: number): string {
  const sum = b.one('Add', [x, skip.name])
  const kernel: [number, number] = skip.shape[1] === 1 ? [1, 3] : [3, 3]
  const deep = dconv(b, w, gated(b, w, sum, `${place}.rewrite`, kernel), place, skip.shape)
  return upsample(b, w, { name: deep, shape: skip.shape }, place, length)
}

interface Norm {
  name: string
  mean: string
  deviation: string
}

/** Zero mean and unit deviation (n - 1) over the whole input; both are given back to the outputs. */
function normalise(b: Builder, input: string, count: number): Norm {
  const mean = meanOfAll(b, input, count)
  const centred = b.one('Sub', [input, mean])
  const variance = b.one('Mul', [meanOfAll(b, square(b, centred), count), b.scalar(count / (count - 1))])
  const deviation = b.one('Sqrt', [variance])
  return { name: b.one('Div', [centred, b.one('Add', [deviation, b.scalar(1e-5)])]), mean, deviation }
}

function pointwise(b: Builder, w: Weights, x: string, place: string): string {
  const weight = w.named(`${place}.weight`)
  const [out = 0, channels = 0] = weight.dims
  return b.one('Conv', [
    x,
    b.constant(`${place}.weight`, shaped(weight, out, channels, 1, 1)),
    b.constant(`${place}.bias`, w.named(`${place}.bias`)),
  ])
}

/** [1, 512, rows, length] to [length * rows, 512], time outermost, with norm and positions. */
function toTokens(b: Builder, w: Weights, x: string, shape: Shape, norm: string, positions: string) {
  const [, rowCount, length] = shape
  const count = rowCount * length
  const tokens = b.reshape(b.one('Transpose', [x], { perm: [0, 3, 2, 1] }), count, WIDTH)
  return { name: b.one('Add', [layerNorm(b, w, tokens, norm), positions]), count }
}

function fromTokens(b: Builder, x: string, [, rowCount, length]: Shape): string {
  return b.one('Transpose', [b.reshape(x, 1, length, rowCount, WIDTH)], { perm: [0, 3, 2, 1] })
}

function frequencies(b: Builder, w: Weights): string {
  const raw = w.named('onnx::Expand_5107')
  const values = Float64Array.from(floats(raw), (value) => value * FREQUENCY_SCALE)
  return b.constant('frequencies', floatTensor(raw.dims, values))
}

/** HTDemucs, written anew from its weights for one fixed segment. */
export function buildHtdemucs(source: Graph, stems: number): Graph {
  const b = new Builder()
  const w = new Weights(source)
  const spec = normalise(b, GRAPH_IO.spec, 4 * SPEC_BINS * SPEC_FRAMES)
  const wave = normalise(b, b.reshape(GRAPH_IO.mix, 1, 2, 1, SEGMENT_FRAMES), 2 * SEGMENT_FRAMES)
  const specs: Layered[] = []
  const waves: Layered[] = []
  const lengths = [SEGMENT_FRAMES]
  let x: Layered = { name: spec.name, shape: [4, SPEC_BINS, SPEC_FRAMES] }
  let t: Layered = { name: wave.name, shape: [2, 1, SEGMENT_FRAMES] }
  for (let depth = 0; depth < DEPTH; depth++) {
    x = encode(b, w, x, `encoder.${depth}`)
    if (depth === 0) x = { ...x, name: b.one('Add', [x.name, frequencies(b, w)]) }
    t = encode(b, w, t, `tencoder.${depth}`)
    specs.push(x)
    waves.push(t)
    lengths.push(t.shape[2])
  }
  const place = 'crosstransformer'
  const specTokens = toTokens(
    b,
    w,
    pointwise(b, w, x.name, 'channel_upsampler'),
    x.shape,
    `${place}.norm_in`,
    positions2d(
      b,
      floats(w.usedBy('/crosstransformer/Sin', 0)),
      floats(w.usedBy('/crosstransformer/Sin_1', 0)),
      WIDTH,
    ),
  )
  const waveTokens = toTokens(
    b,
    w,
    pointwise(b, w, t.name, 'channel_upsampler_t'),
    t.shape,
    `${place}.norm_in_t`,
    positions1d(b, WIDTH, t.shape[2]),
  )
  const [specSeen, waveSeen] = transformer(b, w, specTokens, waveTokens)
  let up = pointwise(b, w, fromTokens(b, specSeen.name, x.shape), 'channel_downsampler')
  let upT = pointwise(b, w, fromTokens(b, waveSeen.name, t.shape), 'channel_downsampler_t')
  for (let depth = 0; depth < DEPTH; depth++) {
    const skip = specs[DEPTH - 1 - depth]
    const skipT = waves[DEPTH - 1 - depth]
    if (!skip || !skipT) throw new RangeError('no skip')
    up = decode(b, w, up, skip, `decoder.${depth}`, 0)
    upT = decode(b, w, upT, skipT, `tdecoder.${depth}`, lengths[DEPTH - 1 - depth] ?? 0)
    if (depth < DEPTH - 1) {
      up = gelu(b, up)
      upT = gelu(b, upT)
    }
  }
  const specRows = b.reshape(up, 1, stems, 4, SPEC_BINS, SPEC_FRAMES)
  b.named(GRAPH_IO.specOut, 'Add', [b.one('Mul', [specRows, spec.deviation]), spec.mean])
  const waveRows = b.reshape(upT, 1, stems, 2, SEGMENT_FRAMES)
  b.named(GRAPH_IO.waveOut, 'Add', [b.one('Mul', [waveRows, wave.deviation]), wave.mean])
  return b.graph(
    source.opset,
    [port(GRAPH_IO.mix, 1, 2, SEGMENT_FRAMES), port(GRAPH_IO.spec, 1, 4, SPEC_BINS, SPEC_FRAMES)],
    [
      port(GRAPH_IO.specOut, 1, stems, 4, SPEC_BINS, SPEC_FRAMES),
      port(GRAPH_IO.waveOut, 1, stems, 2, SEGMENT_FRAMES),
    ],
  )
}
