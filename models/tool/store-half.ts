import { type Attribute, FLOAT, type Graph, type GraphNode } from '../onnx/graph.ts'
import { exactHalf } from './half.ts'

/** Below this a cast costs more than the bytes it saves. */
const SMALL_BYTES = 4096

const toFloat: Attribute = { kind: 'int', value: FLOAT }

/** Stores every weight that float16 holds exactly in half the bytes, each followed by a Cast that the runtime folds at load. */
export function storeHalf(graph: Graph): Graph {
  const constants = new Map(graph.constants)
  const casts: GraphNode[] = []
  for (const [name, tensor] of graph.constants) {
    const half = tensor.data.length >= SMALL_BYTES ? exactHalf(tensor) : undefined
    if (!half) continue
    constants.delete(name)
    constants.set(`${name}.half`, half)
    casts.push({
      op: 'Cast',
      name: `${name}.full`,
      inputs: [`${name}.half`],
      outputs: [name],
      attributes: new Map([['to', toFloat]]),
    })
  }
  return { ...graph, constants, nodes: [...casts, ...graph.nodes] }
}
