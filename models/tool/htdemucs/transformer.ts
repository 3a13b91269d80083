import { type Builder, float } from '../../onnx/builder.ts'
import { floats, floatTensor, type Tensor } from '../../onnx/graph.ts'
import { gelu, inverseDeviation, meanOfAll, square } from './blocks.ts'
import { columns, rows, shaped, type Weights } from './weights.ts'

const WIDTH = 512
const HEADS = 8
const HEAD = WIDTH / HEADS
/**
 * Attention runs in at most this many blocks of query rows, which bounds the scores to 8 x 384 x 2688 numbers. More
 * would not fit: the runtime joins them in one WebGPU shader, whose eight buffers are these and the result.
 */
const BLOCKS = 7
const BLOCK_ROWS = 384

interface Tokens {
  name: string
  count: number
}

function layerNorm(b: Builder, w: Weights, x: string, place: string): string {
  const ends = ['weight', 'bias'].map((end) => b.constant(`${place}.${end}`, w.named(`${place}.${end}`)))
  return b.one('LayerNormalization', [x, ...ends], { axis: -1, epsilon: float(1e-5) })
}

interface Projection {
  query: Tensor
  key: Tensor
  value: Tensor
  queryBias: Tensor
  keyBias: Tensor
  valueBias: Tensor
}

/** The three input projections, [512, 512] each with the tokens' channels along rows, however the export packed them. */
function projections(w: Weights, place: string, node: string): Projection {
  const packed = `${place}.in_proj_weight`
  const biases = (all: Tensor) => ({
    queryBias: rows(all, 0, WIDTH),
    keyBias: rows(all, WIDTH, 2 * WIDTH),
    valueBias: rows(all, 2 * WIDTH, 3 * WIDTH),
  })
  if (w.has(packed)) {
    const all = transposed(w.named(packed))
    return {
      query: columns(all, 0, WIDTH),
      key: columns(all, WIDTH, 2 * WIDTH),
      value: columns(all, 2 * WIDTH, 3 * WIDTH),
      ...biases(w.named(`${place}.in_proj_bias`)),
    }
  }
  const first = w.usedBy(`${node}/MatMul`, 1)
  if (first.dims[1] === 3 * WIDTH) {
    return {
      query: columns(first, 0, WIDTH),
      key: columns(first, WIDTH, 2 * WIDTH),
      value: columns(first, 2 * WIDTH, 3 * WIDTH),
      ...biases(w.usedBy(`${node}/Add`, 0)),
    }
  }
  const second = w.usedBy(`${node}/MatMul_1`, 1)
  const secondBias = w.usedBy(`${node}/Add_1`, 0)
  return {
    query: first,
    key: columns(second, 0, WIDTH),
    value: columns(second, WIDTH, 2 * WIDTH),
    queryBias: w.usedBy(`${node}/Add`, 0),
    keyBias: rows(secondBias, 0, WIDTH),
    valueBias: rows(secondBias, WIDTH, 2 * WIDTH),
  }
}

function transposed(matrix: Tensor): Tensor {
  const [height = 0, width = 0] = matrix.dims
  const from = floats(matrix)
  const to = new Float32Array(from.length)
  for (let i = 0; i < height; i++)
    for (let j = 0; j < width; j++) to[j * height + i] = from[i * width + j] ?? NaN
  return floatTensor([width, height], to)
}

/** [count, 512] to [8, count, 64]. */
function heads(b: Builder, x: string, count: number): string {
  return b.one('Transpose', [b.reshape(x, count, HEADS, HEAD)], { perm: [1, 0, 2] })
}

/** Softmax attention in blocks of query rows; exact, each row sees every key. [8, queries, 64] to [queries, 512]. */
function attend(b: Builder, query: string, queries: number, keys: string, values: string): string {
  const count = Math.min(BLOCKS, Math.ceil(queries / BLOCK_ROWS))
  const size = Math.ceil(queries / count)
  const seen = Array.from({ length: count }, (_, i) => {
    const block = b.one('Slice', [
      query,
      b.ints(i * size),
      b.ints(Math.min((i + 1) * size, queries)),
      b.ints(1),
    ])
    const scores = b.one('MatMul', [block, keys])
    return b.one('MatMul', [b.one('Softmax', [scores], { axis: -1 }), values])
  })
  const all = count === 1 ? (seen[0] ?? '') : b.one('Concat', seen, { axis: 1 })
  return b.reshape(b.one('Transpose', [all], { perm: [1, 0, 2] }), queries, WIDTH)
}

/** A vector times another, rounded once. */
const product = (a: Tensor, c: Tensor): Tensor => {
  const other = floats(c)
  return floatTensor(
    a.dims,
    floats(a).map((value, i) => value * (other[i] ?? NaN)),
  )
}

function attention(b: Builder, w: Weights, from: Tokens, to: Tokens, layer: string, kind: string): string {
  const place = `${layer}.${kind}`
  const p = projections(w, place, `/${layer.replace('.', '/')}/${kind}`)
  const constant = (name: string, tensor: Tensor): string => b.constant(`${place}.${name}`, tensor)
  // The scores' factor 1 / sqrt(64) goes into the queries, where it is exact.
  const scale = float(1 / Math.sqrt(HEAD))
  const query = b.one('Gemm', [from.name, constant('query', p.query), constant('query.bias', p.queryBias)], {
    alpha: scale,
    beta: scale,
  })
  const key = b.one(
    'Gemm',
    [constant('key', p.key), to.name, constant('key.bias', shaped(p.keyBias, WIDTH, 1))],
    { transA: 1, transB: 1 },
  )
  const value = b.one('Gemm', [to.name, constant('value', p.value), constant('value.bias', p.valueBias)])
  const keys = b.reshape(key, HEADS, HEAD, to.count)
  return attend(b, heads(b, query, from.count), from.count, keys, heads(b, value, to.count))
}

/** A product with weights [512, 512 or 2048] and the layer's own scale, which the runtime multiplies in at load. */
function scaled(
  b: Builder,
  x: string,
  name: string,
  weight: Tensor,
  bias: Tensor,
  scale: Tensor,
  transB: boolean,
) {
  const factor = b.constant(`${name}.scale`, shaped(scale, ...(transB ? [WIDTH, 1] : [1, WIDTH])))
  const kernel = b.one('Mul', [b.constant(`${name}.weight`, weight), factor])
  const shift = b.constant(`${name}.bias`, product(bias, scale))
  return b.one('Gemm', [x, kernel, shift], { transB: transB ? 1 : 0 })
}

/** Group norm over all tokens and channels at once. */
function normOut(b: Builder, w: Weights, x: Tokens, node: string): string {
  const count = x.count * WIDTH
  const mean = meanOfAll(b, x.name, count)
  const centred = b.one('Sub', [x.name, mean])
  const inverse = inverseDeviation(b, meanOfAll(b, square(b, centred), count))
  const scale = b.constant(`${node}.scale`, shaped(w.usedBy(`${node}/norm_out/Mul`, 1), 1, WIDTH))
  const shift = b.constant(`${node}.shift`, shaped(w.usedBy(`${node}/norm_out/Add`, 1), 1, WIDTH))
  return b.one('Add', [b.one('Mul', [centred, b.one('Mul', [scale, inverse])]), shift])
}

function transformerLayer(
  b: Builder,
  w: Weights,
  x: Tokens,
  other: Tokens | undefined,
  layer: string,
): Tokens {
  const node = `/${layer.replace('.', '/')}`
  const kind = other ? 'cross_attn' : 'self_attn'
  const from = { ...x, name: layerNorm(b, w, x.name, `${layer}.norm1`) }
  const to = other ? { ...other, name: layerNorm(b, w, other.name, `${layer}.norm2`) } : from
  const seen = attention(b, w, from, to, layer, kind)
  const out = `${layer}.${kind}.out_proj`
  const outWeight = w.named(`${out}.weight`)
  const gamma1 = w.named(`${layer}.gamma_1.scale`)
  const mixed = scaled(b, seen, out, outWeight, w.named(`${out}.bias`), gamma1, true)
  const sum = b.one('Add', [x.name, mixed])
  const normed = layerNorm(b, w, sum, `${layer}.${other ? 'norm3' : 'norm2'}`)
  const wide = b.one('Gemm', [
    normed,
    b.constant(`${layer}.linear1.weight`, w.usedBy(`${node}/linear1/MatMul`, 1)),
    b.constant(`${layer}.linear1.bias`, w.named(`${layer}.linear1.bias`)),
  ])
  const linear2 = w.usedBy(`${node}/linear2/MatMul`, 1)
  const gamma2 = w.named(`${layer}.gamma_2.scale`)
  const narrow = scaled(
    b,
    gelu(b, wide),
    `${layer}.linear2`,
    linear2,
    w.named(`${layer}.linear2.bias`),
    gamma2,
    false,
  )
  return { count: x.count, name: normOut(b, w, { ...x, name: b.one('Add', [sum, narrow]) }, node) }
}

/** Both branches' tokens, [2688, 512] and [1344, 512], through five layers; the odd ones look across. */
export function transformer(b: Builder, w: Weights, spec: Tokens, wave: Tokens): [Tokens, Tokens] {
  let [x, t] = [spec, wave]
  for (let index = 0; index < 5; index++) {
    const across = index % 2 === 1
    const before = x
    x = transformerLayer(b, w, x, across ? t : undefined, `crosstransformer.layers.${index}`)
    t = transformerLayer(b, w, t, across ? before : undefined, `crosstransformer.layers_t.${index}`)
  }
  return [x, t]
}

export { layerNorm, WIDTH }
