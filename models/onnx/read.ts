import { type Attribute, type Graph, type GraphNode, type Port, type Tensor } from './graph.ts'
import { bytesOf, fields, floatsOf, integersOf, numberOf, text } from './wire.ts'

/** Raw bytes of values that TensorProto spelled out one by one instead of as raw_data. */
function packed(kind: 'float' | 'int32' | 'int64', values: number[]): Uint8Array {
  if (kind === 'float') return new Uint8Array(Float32Array.from(values).buffer)
  if (kind === 'int32') return new Uint8Array(Int32Array.from(values).buffer)
  return new Uint8Array(BigInt64Array.from(values, BigInt).buffer)
}

function readTensor(bytes: Uint8Array): { name: string; tensor: Tensor } {
  const tensor: Tensor = { type: 0, dims: [], data: new Uint8Array() }
  let name = ''
  const listed: { kind: 'float' | 'int32' | 'int64'; values: number[] } = { kind: 'float', values: [] }
  for (const field of fields(bytes)) {
    if (field.tag === 1) tensor.dims.push(...integersOf(field))
    else if (field.tag === 2) tensor.type = numberOf(field)
    else if (field.tag === 4) listed.values.push(...floatsOf(field))
    else if (field.tag === 5 || field.tag === 7) {
      listed.kind = field.tag === 5 ? 'int32' : 'int64'
      listed.values.push(...integersOf(field))
    } else if (field.tag === 8) name = text(bytesOf(field))
    else if (field.tag === 9) tensor.data = bytesOf(field)
  }
  if (listed.values.length > 0) tensor.data = packed(listed.kind, listed.values)
  return { name, tensor }
}

function readAttribute(bytes: Uint8Array): [string, Attribute] {
  let name = ''
  let value: Attribute = { kind: 'ints', value: [] }
  for (const field of fields(bytes)) {
    if (field.tag === 1) name = text(bytesOf(field))
    else if (field.tag === 2) value = { kind: 'float', value: floatsOf(field)[0] ?? 0 }
    else if (field.tag === 3) value = { kind: 'int', value: numberOf(field) }
    else if (field.tag === 4) value = { kind: 'string', value: text(bytesOf(field)) }
    else if (field.tag === 5) value = { kind: 'tensor', value: readTensor(bytesOf(field)).tensor }
    else if (field.tag === 7) {
      const before: number[] = value.kind === 'floats' ? value.value : []
      value = { kind: 'floats', value: [...before, ...floatsOf(field)] }
    } else if (field.tag === 8) {
      const before: number[] = value.kind === 'ints' ? value.value : []
      value = { kind: 'ints', value: [...before, ...integersOf(field)] }
    }
  }
  return [name, value]
}

function readNode(bytes: Uint8Array): GraphNode {
  const node: GraphNode = { op: '', name: '', inputs: [], outputs: [], attributes: new Map() }
  for (const field of fields(bytes)) {
    if (field.tag === 1) node.inputs.push(text(bytesOf(field)))
    else if (field.tag === 2) node.outputs.push(text(bytesOf(field)))
    else if (field.tag === 3) node.name = text(bytesOf(field))
    else if (field.tag === 4) node.op = text(bytesOf(field))
    else if (field.tag === 5) node.attributes.set(...readAttribute(bytesOf(field)))
  }
  return node
}

function readDimension(bytes: Uint8Array): number | string {
  for (const field of fields(bytes)) {
    if (field.tag === 1) return numberOf(field)
    if (field.tag === 2) return text(bytesOf(field))
  }
  return '?'
}

function readPort(bytes: Uint8Array): Port {
  const port: Port = { name: '', type: 0, dims: [] }
  for (const field of fields(bytes)) {
    if (field.tag === 1) port.name = text(bytesOf(field))
    if (field.tag !== 2) continue
    for (const kind of fields(bytesOf(field))) {
      if (kind.tag !== 1) continue
      for (const part of fields(bytesOf(kind))) {
        if (part.tag === 1) port.type = numberOf(part)
        if (part.tag !== 2) continue
        for (const dim of fields(bytesOf(part))) port.dims.push(readDimension(bytesOf(dim)))
      }
    }
  }
  return port
}

function readGraph(bytes: Uint8Array, graph: Graph): void {
  for (const field of fields(bytes)) {
    if (field.tag === 1) graph.nodes.push(readNode(bytesOf(field)))
    else if (field.tag === 5) {
      const { name, tensor } = readTensor(bytesOf(field))
      graph.constants.set(name, tensor)
    } else if (field.tag === 11) graph.inputs.push(readPort(bytesOf(field)))
    else if (field.tag === 12) graph.outputs.push(readPort(bytesOf(field)))
  }
  // Old files list their constants among the inputs too.
  graph.inputs = graph.inputs.filter((port) => !graph.constants.has(port.name))
}

/**
 * Reads an ONNX file. Weights stay views into `bytes`, nothing large is copied; external data is not followed.
 * Throws RangeError where the bytes are no ONNX model.
 */
export function readModel(bytes: Uint8Array): Graph {
  const graph: Graph = { opset: 0, nodes: [], constants: new Map(), inputs: [], outputs: [] }
  let found = false
  for (const field of fields(bytes)) {
    if (field.tag === 7) {
      readGraph(bytesOf(field), graph)
      found = true
    } else if (field.tag === 8) {
      const parts = [...fields(bytesOf(field))]
      const domain = parts.find((part) => part.tag === 1)
      const version = parts.find((part) => part.tag === 2)
      if (version && (!domain || text(bytesOf(domain)) === '')) graph.opset = numberOf(version)
    }
  }
  if (!found) throw new RangeError('no graph in the file')
  return graph
}
