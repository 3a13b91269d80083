import type { Graph, Port } from '../onnx/graph.ts'

/** Renames values everywhere, the graph's inputs and outputs included. */
export function rename(graph: Graph, names: ReadonlyMap<string, string>): Graph {
  const now = (name: string): string => names.get(name) ?? name
  const port = (one: Port): Port => ({ ...one, name: now(one.name) })
  return {
    ...graph,
    nodes: graph.nodes.map((node) => ({
      ...node,
      inputs: node.inputs.map(now),
      outputs: node.outputs.map(now),
    })),
    constants: new Map([...graph.constants].map(([name, tensor]) => [now(name), tensor])),
    inputs: graph.inputs.map(port),
    outputs: graph.outputs.map(port),
  }
}
