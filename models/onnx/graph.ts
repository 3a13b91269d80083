/** ONNX element types this tool meets (TensorProto.DataType). */
export const FLOAT = 1
export const INT32 = 6
export const INT64 = 7
export const BOOL = 9
export const FLOAT16 = 10
export const DOUBLE = 11

const WIDTH = new Map([
  [FLOAT, 4],
  [INT32, 4],
  [INT64, 8],
  [BOOL, 1],
  [FLOAT16, 2],
  [DOUBLE, 8],
])

/** A constant array; `data` holds its values little-endian, as in TensorProto.raw_data. */
export interface Tensor {
  type: number
  dims: number[]
  data: Uint8Array
}

export type Attribute =
  | { kind: 'int'; value: number }
  | { kind: 'float'; value: number }
  | { kind: 'string'; value: string }
  | { kind: 'ints'; value: number[] }
  | { kind: 'floats'; value: number[] }
  | { kind: 'tensor'; value: Tensor }

export interface GraphNode {
  op: string
  name: string
  /** '' stands for an optional input that is left out. */
  inputs: string[]
  outputs: string[]
  attributes: Map<string, Attribute>
}

/** An input or output; a dimension is a string where the file leaves it open. */
export interface Port {
  name: string
  type: number
  dims: (number | string)[]
}

export interface Graph {
  opset: number
  nodes: GraphNode[]
  constants: Map<string, Tensor>
  inputs: Port[]
  outputs: Port[]
}

export const sizeOf = (dims: readonly number[]): number => dims.reduce((a, b) => a * b, 1)

/** Bytes per element. Throws RangeError for a type this tool does not know. */
export function widthOf(type: number): number {
  const width = WIDTH.get(type)
  if (width === undefined) throw new RangeError(`element type ${type}`)
  return width
}

/** A copy, so that the view is aligned whatever file it came from (`slice` of a Node Buffer would not copy). */
const aligned = (bytes: Uint8Array): ArrayBuffer => new Uint8Array(bytes).buffer

export const floats = (tensor: Tensor): Float32Array => new Float32Array(aligned(tensor.data))

/** Values of an INT64 tensor as numbers. */
export const integers = (tensor: Tensor): number[] =>
  Array.from(new BigInt64Array(aligned(tensor.data)), Number)

export function floatTensor(dims: number[], values: ArrayLike<number>): Tensor {
  const array = Float32Array.from(values)
  if (array.length !== sizeOf(dims)) throw new RangeError('values do not fill the shape')
  return { type: FLOAT, dims, data: new Uint8Array(array.buffer) }
}

export function integerTensor(dims: number[], values: readonly number[]): Tensor {
  const array = BigInt64Array.from(values, BigInt)
  if (array.length !== sizeOf(dims)) throw new RangeError('values do not fill the shape')
  return { type: INT64, dims, data: new Uint8Array(array.buffer) }
}
