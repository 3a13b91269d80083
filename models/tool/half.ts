import { FLOAT, FLOAT16, floats, type Tensor } from '../onnx/graph.ts'

/**
 * The same values in half the bytes, or undefined where a single value would change: a weight is stored as float16
 * only if reading it back gives the very same float32.
 */
export function exactHalf(tensor: Tensor): Tensor | undefined {
  if (tensor.type !== FLOAT) return undefined
  const full = floats(tensor)
  const half = new Float16Array(full)
  for (let i = 0; i < full.length; i++) if (!Object.is(full[i], half[i])) return undefined
  return { type: FLOAT16, dims: tensor.dims, data: new Uint8Array(half.buffer) }
}
