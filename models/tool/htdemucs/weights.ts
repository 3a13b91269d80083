import { type Graph, type GraphNode, type Tensor, sizeOf, widthOf } from '../../onnx/graph.ts'

/** The trained weights of an exported HTDemucs, by their names in PyTorch or, where the export lost those, by the node that uses them. */
export class Weights {
  private readonly nodes: Map<string, GraphNode>
  private readonly constants: Map<string, Tensor>

  constructor(source: Graph) {
    this.nodes = new Map(source.nodes.map((node) => [node.name, node]))
    this.constants = new Map(source.constants)
    for (const { op, outputs, attributes } of source.nodes) {
      const value = op === 'Constant' ? attributes.get('value') : undefined
      if (value?.kind === 'tensor') for (const output of outputs) this.constants.set(output, value.value)
    }
  }

  has(name: string): boolean {
    return this.constants.has(name)
  }

  named(name: string): Tensor {
    const found = this.constants.get(name)
    if (!found) throw new RangeError(`the source has no weight ${name}`)
    return found
  }

  /** The weight that node `name` takes as its input `index`. */
  usedBy(name: string, index: number): Tensor {
    return this.named(this.nodes.get(name)?.inputs[index] ?? name)
  }
}

/** The same values under other dimensions. */
export const shaped = (tensor: Tensor, ...dims: number[]): Tensor => {
  if (sizeOf(dims) !== sizeOf(tensor.dims)) throw new RangeError('values do not fill the shape')
  return { ...tensor, dims }
}

/** Rows `from` to `to` of the first axis. */
export function rows(tensor: Tensor, from: number, to: number): Tensor {
  const [count = 0, ...rest] = tensor.dims
  if (to > count) throw new RangeError('no such rows')
  const bytes = sizeOf(rest) * widthOf(tensor.type)
  return { ...tensor, dims: [to - from, ...rest], data: tensor.data.subarray(from * bytes, to * bytes) }
}

/** Columns `from` to `to` of a matrix. */
export function columns(tensor: Tensor, from: number, to: number): Tensor {
  const [count = 0, width = 0] = tensor.dims
  const size = widthOf(tensor.type)
  const data = new Uint8Array(count * (to - from) * size)
  for (let row = 0; row < count; row++) {
    const start = (row * width + from) * size
    data.set(tensor.data.subarray(start, start + (to - from) * size), row * (to - from) * size)
  }
  return { ...tensor, dims: [count, to - from], data }
}
