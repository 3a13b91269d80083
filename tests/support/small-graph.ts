import { GRAPH_IO, SEGMENT_FRAMES, SPEC_BINS, SPEC_FRAMES } from '#models/card.ts'
import { Builder, float, port } from '#models/onnx/builder.ts'
import { writeModel } from '#models/onnx/write.ts'

export interface SmallGraph {
  /** One factor per stem: `spec_out[i] = specGains[i] * spec`. */
  specGains: readonly number[]
  /** One factor per stem: `wave_out[i] = waveGains[i] * mix`. As many as `specGains`. */
  waveGains: readonly number[]
  /**
   * How much of a computed pattern is added to every stem. 0, the default, keeps the answer exact while each kind of
   * operator of the real model still runs; another value makes the outputs depend on all of them.
   */
  texture?: number
}

const CHANNELS = 8
const BANDS = 16

/** A fixed pattern of small numbers, so that every build gives the same bytes. */
const pattern = (count: number, scale: number): number[] =>
  Array.from({ length: count }, (_, i) => scale * Math.fround((((i * 2654435761) % 1009) - 504) / 504))

/** Diagonal blocks: row `stem * ends + end` takes `gains[stem]` of channel `end`. */
function gainKernel(gains: readonly number[], ends: number): number[] {
  const rows = gains.flatMap((gain) => Array.from({ length: ends }, (_, end) => ({ gain, end })))
  return rows.flatMap(({ gain, end }) => Array.from({ length: ends }, (_, i) => (i === end ? gain : 0)))
}

function gelu(b: Builder, x: string): string {
  const erf = b.one('Erf', [b.one('Div', [x, b.scalar(Math.SQRT2)])])
  const gated = b.one('Mul', [x, b.one('Add', [erf, b.scalar(1)])])
  return b.one('Mul', [gated, b.scalar(0.5)])
}

/** Encoder, group norm and gated unit as in the model, on 16 bands of the spectrogram: [1, 8, 16, 336]. */
function encoder(b: Builder, spec: string): string {
  const kernel = b.floats('enter', [CHANNELS, 4, 8, 1], pattern(CHANNELS * 32, 0.2))
  const strided = b.one('Conv', [spec, kernel], { kernel_shape: [8, 1], strides: [4, 1], pads: [2, 0, 2, 0] })
  const some = b.one('Slice', [strided, b.ints(0), b.ints(BANDS), b.ints(2)])
  const flat = b.reshape(gelu(b, some), 1, 1, -1)
  const norm = b.one('InstanceNormalization', [flat, b.floats('one', [1], [1]), b.floats('none', [1], [0])], {
    epsilon: float(1e-5),
  })
  const back = b.reshape(norm, 1, CHANNELS, BANDS, SPEC_FRAMES)
  const twice = b.floats('gate', [2 * CHANNELS, CHANNELS, 3, 3], pattern(2 * CHANNELS * CHANNELS * 9, 0.1))
  const wide = b.one('Conv', [back, twice], { kernel_shape: [3, 3], pads: [1, 1, 1, 1] })
  const [value = '', gate = ''] = b.several('Split', [wide], 2, { axis: 1 })
  return b.one('Mul', [value, b.one('Sigmoid', [gate])])
}

/** Self-attention over the 336 frames of the encoder's output: [1, 336, 128]. */
function attention(b: Builder, x: string): string {
  const width = CHANNELS * BANDS
  const tokens = b.reshape(b.one('Transpose', [x], { perm: [0, 3, 1, 2] }), 1, SPEC_FRAMES, width)
  const scale = b.floats(
    'scale',
    [width],
    Array.from({ length: width }, () => 1),
  )
  const bias = b.floats('bias', [width], pattern(width, 0.1))
  const normed = b.one('LayerNormalization', [tokens, scale, bias], { axis: -1, epsilon: float(1e-5) })
  const [query = '', key = '', value = ''] = ['query', 'key', 'value'].map((name) =>
    b.one('MatMul', [normed, b.floats(name, [width, width], pattern(width * width, 0.1))]),
  )
  const scores = b.one('MatMul', [query, b.one('Transpose', [key], { perm: [0, 2, 1] })])
  return b.one('Add', [tokens, b.one('MatMul', [b.one('Softmax', [scores], { axis: -1 }), value])])
}

/** One number per frame, between -1 and 1, from all the operators above: [1, 1, 336]. */
function texture(b: Builder, spec: string): string {
  const seen = attention(b, encoder(b, spec))
  const columns = b.one('Transpose', [seen], { perm: [0, 2, 1] })
  const up = b.floats('leave', [CHANNELS * BANDS, 1, 4], pattern(CHANNELS * BANDS * 4, 0.05))
  const wide = b.one('ConvTranspose', [columns, up], { kernel_shape: [4], strides: [2], pads: [1, 1] })
  const even = b.one('Slice', [wide, b.ints(0), b.ints(SPEC_FRAMES), b.ints(2)])
  const mean = b.one('ReduceMean', [even], { axes: [2], keepdims: 1 })
  const spread = b.one('Sqrt', [b.one('Add', [b.one('Mul', [mean, mean]), b.scalar(1)])])
  return b.one('Erf', [b.one('Div', [b.one('Sub', [even, mean]), spread])])
}

/**
 * A tiny ONNX model with the interface of the real ones and their kinds of operators, whose answer is known: each stem
 * is a fixed share of the mixture in both branches. Costs about one percent of a real segment.
 */
export function smallGraph({ specGains, waveGains, texture: amount = 0 }: SmallGraph): Uint8Array {
  const stems = specGains.length
  const b = new Builder()
  const mark = b.one('Mul', [texture(b, GRAPH_IO.spec), b.scalar(amount)])
  const specKernel = b.floats('spec gains', [4 * stems, 4, 1, 1], gainKernel(specGains, 4))
  const specs = b.one('Conv', [GRAPH_IO.spec, specKernel], { kernel_shape: [1, 1] })
  const specRows = b.reshape(specs, 1, stems, 4, SPEC_BINS, SPEC_FRAMES)
  b.named(GRAPH_IO.specOut, 'Add', [specRows, b.reshape(mark, 1, 1, 1, 1, SPEC_FRAMES)])
  const waveKernel = b.floats('wave gains', [2 * stems, 2, 1], gainKernel(waveGains, 2))
  const waves = b.one('Conv', [GRAPH_IO.mix, waveKernel], { kernel_shape: [1] })
  const level = b.one('ReduceMean', [mark], { axes: [2], keepdims: 1 })
  const waveRows = b.reshape(waves, 1, stems, 2, SEGMENT_FRAMES)
  b.named(GRAPH_IO.waveOut, 'Add', [waveRows, b.reshape(level, 1, 1, 1, 1)])
  return writeModel(
    b.graph(
      17,
      [port(GRAPH_IO.mix, 1, 2, SEGMENT_FRAMES), port(GRAPH_IO.spec, 1, 4, SPEC_BINS, SPEC_FRAMES)],
      [
        port(GRAPH_IO.specOut, 1, stems, 4, SPEC_BINS, SPEC_FRAMES),
        port(GRAPH_IO.waveOut, 1, stems, 2, SEGMENT_FRAMES),
      ],
    ),
  )
}
