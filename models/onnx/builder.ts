import {
  type Attribute,
  floatTensor,
  FLOAT,
  type Graph,
  type GraphNode,
  integerTensor,
  type Port,
  type Tensor,
} from './graph.ts'

/** Attributes as they read best: whole numbers and lists of them; what is a float says so with `float`. */
export type Attributes = Record<string, number | number[] | Attribute>

export const float = (value: number): Attribute => ({ kind: 'float', value })

const attribute = (value: number | number[] | Attribute): Attribute =>
  typeof value === 'number' ? { kind: 'int', value } : Array.isArray(value) ? { kind: 'ints', value } : value

/** Writes a graph node by node; each call gives the name of what it made. */
export class Builder {
  private readonly nodes: GraphNode[] = []
  private readonly constants = new Map<string, Tensor>()
  private readonly used = new Map<string, number>()

  /** A free name that begins with `stem`. */
  private fresh(stem: string): string {
    const count = this.used.get(stem) ?? 0
    this.used.set(stem, count + 1)
    return count === 0 ? stem : `${stem}.${count}`
  }

  constant(name: string, tensor: Tensor): string {
    this.constants.set(name, tensor)
    return name
  }

  floats(name: string, dims: number[], values: ArrayLike<number>): string {
    return this.constant(this.fresh(name), floatTensor(dims, values))
  }

  scalar(value: number): string {
    return this.constant(`#${value}`, floatTensor([], [value]))
  }

  /** A list of whole numbers (shapes, axes); equal lists are kept once. */
  ints(...values: number[]): string {
    return this.constant(`#[${values.join(',')}]`, integerTensor([values.length], values))
  }

  several(op: string, inputs: string[], count: number, attributes: Attributes = {}): string[] {
    const name = this.fresh(op)
    const outputs = Array.from({ length: count }, (_, i) => (count === 1 ? name : `${name}:${i}`))
    this.nodes.push({ op, name, inputs, outputs, attributes: attributeMap(attributes) })
    return outputs
  }

  one(op: string, inputs: string[], attributes: Attributes = {}): string {
    const [output] = this.several(op, inputs, 1, attributes)
    return output ?? ''
  }

  /** Like `one`, with a name of its own: for the graph's outputs. */
  named(output: string, op: string, inputs: string[], attributes: Attributes = {}): string {
    this.nodes.push({ op, name: output, inputs, outputs: [output], attributes: attributeMap(attributes) })
    return output
  }

  reshape(input: string, ...dims: number[]): string {
    return this.one('Reshape', [input, this.ints(...dims)])
  }

  graph(opset: number, inputs: Port[], outputs: Port[]): Graph {
    return { opset, nodes: this.nodes, constants: this.constants, inputs, outputs }
  }
}

const attributeMap = (attributes: Attributes): Map<string, Attribute> =>
  new Map(Object.entries(attributes).map(([name, value]) => [name, attribute(value)]))

export const port = (name: string, ...dims: number[]): Port => ({ name, type: FLOAT, dims })
