import { GRAPH_IO, SPEC_BINS } from '../../card.ts'
import { Builder, port } from '../../onnx/builder.ts'
import { floats, floatTensor, type Graph } from '../../onnx/graph.ts'
import { gelu, meanOfAll, square } from './blocks.ts'
import { decodeSpec, decodeWave, encode, type Layered } from './branches.ts'
import type { Shape } from './dconv.ts'
import { positions1d, positions2d } from './positions.ts'
import { layerNorm, transformer, WIDTH } from './transformer.ts'
import { rows, shaped, Weights } from './weights.ts'
import { joinRows, splitRows } from './winograd.ts'

const DEPTH = 4
const FREQUENCY_SCALE = 0.2

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

export interface Size {
  stems: number
  /** Samples per channel. */
  segmentFrames: number
  specFrames: number
}

/** HTDemucs, written anew from its weights for one fixed segment. */
export function buildHtdemucs(source: Graph, { stems, segmentFrames, specFrames }: Size): Graph {
  const b = new Builder()
  const w = new Weights(source)
  const spec = normalise(b, GRAPH_IO.spec, 4 * SPEC_BINS * specFrames)
  const wave = normalise(b, b.reshape(GRAPH_IO.mix, 1, 2, 1, segmentFrames), 2 * segmentFrames)
  const specs: Layered[] = []
  const waves: Layered[] = []
  const lengths = [segmentFrames]
  let x: Layered = { name: spec.name, shape: [4, SPEC_BINS, specFrames] }
  let t: Layered = { name: wave.name, shape: [2, 1, segmentFrames] }
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
      floats(rows(w.usedBy('/crosstransformer/Sin', 0), 0, x.shape[2])),
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
  const deepest = pointwise(b, w, fromTokens(b, specSeen.name, x.shape), 'channel_downsampler')
  let up = splitRows(b, deepest, x.shape)
  let upT = pointwise(b, w, fromTokens(b, waveSeen.name, t.shape), 'channel_downsampler_t')
  for (let depth = 0; depth < DEPTH; depth++) {
    const skip = specs[DEPTH - 1 - depth]
    const skipT = waves[DEPTH - 1 - depth]
    if (!skip || !skipT) throw new RangeError('no skip')
    const last = depth === DEPTH - 1
    up = decodeSpec(b, w, up, skip, `decoder.${depth}`, last)
    upT = decodeWave(b, w, upT, skipT, `tdecoder.${depth}`, lengths[DEPTH - 1 - depth] ?? 0)
    if (!last) upT = gelu(b, upT)
  }
  const specRows = b.reshape(
    joinRows(b, up, [4 * stems, SPEC_BINS, specFrames]),
    1,
    stems,
    4,
    SPEC_BINS,
    specFrames,
  )
  b.named(GRAPH_IO.specOut, 'Add', [b.one('Mul', [specRows, spec.deviation]), spec.mean])
  const waveRows = b.reshape(upT, 1, stems, 2, segmentFrames)
  b.named(GRAPH_IO.waveOut, 'Add', [b.one('Mul', [waveRows, wave.deviation]), wave.mean])
  return b.graph(
    source.opset,
    [port(GRAPH_IO.mix, 1, 2, segmentFrames), port(GRAPH_IO.spec, 1, 4, SPEC_BINS, specFrames)],
    [
      port(GRAPH_IO.specOut, 1, stems, 4, SPEC_BINS, specFrames),
      port(GRAPH_IO.waveOut, 1, stems, 2, segmentFrames),
    ],
  )
}
