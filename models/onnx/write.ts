import { type Attribute, type Graph, type GraphNode, type Port, type Tensor } from './graph.ts'
import { Message } from './wire.ts'

/** ONNX IR 8 goes with opset 17 (onnx/docs/Versioning.md). */
const IR_VERSION = 8
const ATTRIBUTE_TYPE = { float: 1, int: 2, string: 3, tensor: 4, floats: 6, ints: 7 }

function tensorMessage(name: string, tensor: Tensor): Message {
  const message = new Message()
  for (const dim of tensor.dims) message.integer(1, dim)
  message.integer(2, tensor.type)
  if (name) message.string(8, name)
  return message.bytes(9, tensor.data)
}

function attributeMessage(name: string, attribute: Attribute): Message {
  const message = new Message().string(1, name)
  if (attribute.kind === 'float') message.float(2, attribute.value)
  else if (attribute.kind === 'int') message.integer(3, attribute.value)
  else if (attribute.kind === 'string') message.string(4, attribute.value)
  else if (attribute.kind === 'tensor') message.message(5, tensorMessage('', attribute.value))
  else if (attribute.kind === 'floats') for (const value of attribute.value) message.float(7, value)
  else for (const value of attribute.value) message.integer(8, value)
  return message.integer(20, ATTRIBUTE_TYPE[attribute.kind])
}

function nodeMessage(node: GraphNode): Message {
  const message = new Message()
  for (const input of node.inputs) message.string(1, input)
  for (const output of node.outputs) message.string(2, output)
  if (node.name) message.string(3, node.name)
  message.string(4, node.op)
  for (const [name, attribute] of node.attributes) {
    message.message(5, attributeMessage(name, attribute))
  }
  return message
}

function portMessage(port: Port): Message {
  const shape = new Message()
  for (const dim of port.dims) {
    const one = new Message()
    shape.message(1, typeof dim === 'number' ? one.integer(1, dim) : one.string(2, dim))
  }
  const tensor = new Message().integer(1, port.type).message(2, shape)
  return new Message().string(1, port.name).message(2, new Message().message(1, tensor))
}

/** Writes an ONNX file; the same graph gives the same bytes. */
export function writeModel(graph: Graph): Uint8Array {
  const inner = new Message()
  for (const node of graph.nodes) inner.message(1, nodeMessage(node))
  inner.string(2, 'main')
  for (const [name, tensor] of graph.constants) inner.message(5, tensorMessage(name, tensor))
  for (const port of graph.inputs) inner.message(11, portMessage(port))
  for (const port of graph.outputs) inner.message(12, portMessage(port))
  return new Message()
    .integer(1, IR_VERSION)
    .string(2, 'sound-forge-alchemy')
    .message(7, inner)
    .message(8, new Message().string(1, '').integer(2, graph.opset))
    .join()
}
