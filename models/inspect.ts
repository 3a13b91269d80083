import { SEGMENT_FRAMES, SPEC_BINS, SPEC_FRAMES } from './card.ts'
import { FLOAT, type Graph, type Port, sizeOf } from './onnx/graph.ts'
import { readModel } from './onnx/read.ts'

/** What an imported file calls the four ends of `GRAPH_IO`. */
export interface GraphNames {
  mix: string
  spec: string
  specOut: string
  waveOut: string
}

export type Misfit =
  /** The bytes are no ONNX model, or are cut. */
  | 'not-onnx'
  /** The weights lie in a second file. */
  | 'external-data'
  /** Not one mixture and one spectrogram of the fixed segment, in float32. */
  | 'inputs'
  /** Not one spectrogram and one waveform per stem, in float32. */
  | 'outputs'
  /** The number of stems is not the card's. */
  | 'stems'

export type Inspection =
  | { fits: true; interface: 'hybrid'; stems: number; opset: number; names: GraphNames }
  | { fits: false; reason: Misfit; detail: string }

const shown = (ports: readonly Port[]): string =>
  ports.map((port) => `${port.name} [${port.dims.join(', ')}]`).join('; ')

const misfit = (reason: Misfit, detail: string): Inspection => ({ fits: false, reason, detail })

/** A dimension that the file leaves open fits any number; -1 in `wanted` is any number too. */
function like(port: Port, wanted: readonly number[]): boolean {
  return (
    port.type === FLOAT &&
    port.dims.length === wanted.length &&
    port.dims.every((dim, i) => typeof dim === 'string' || wanted[i] === -1 || wanted[i] === dim)
  )
}

function only(ports: readonly Port[], wanted: readonly number[]): Port | undefined {
  const found = ports.filter((port) => like(port, wanted))
  return found.length === 1 ? found[0] : undefined
}

function stemsOf(specOut: Port, waveOut: Port): number | undefined {
  const counts = [specOut.dims[1], waveOut.dims[1]].filter((dim) => typeof dim === 'number')
  return new Set(counts).size === 1 ? counts[0] : undefined
}

function fit(graph: Graph, stems: number | undefined): Inspection {
  const mix = only(graph.inputs, [1, 2, SEGMENT_FRAMES])
  const spec = only(graph.inputs, [1, 4, SPEC_BINS, SPEC_FRAMES])
  if (!mix || !spec || graph.inputs.length !== 2) return misfit('inputs', shown(graph.inputs))
  const specOut = only(graph.outputs, [1, -1, 4, SPEC_BINS, SPEC_FRAMES])
  const waveOut = only(graph.outputs, [1, -1, 2, SEGMENT_FRAMES])
  if (!specOut || !waveOut || graph.outputs.length !== 2) return misfit('outputs', shown(graph.outputs))
  const count = stemsOf(specOut, waveOut)
  if (count === undefined || (stems !== undefined && count !== stems)) {
    return misfit('stems', `${count ?? 'unknown'}`)
  }
  const names = { mix: mix.name, spec: spec.name, specOut: specOut.name, waveOut: waveOut.name }
  return { fits: true, interface: 'hybrid', stems: count, opset: graph.opset, names }
}

/**
 * Tells whether an ONNX file can stand behind a card: its inputs and outputs by shape, whatever their names.
 * @param stems how many the card has; left out, any number fits.
 */
export function inspect(bytes: Uint8Array, stems?: number): Inspection {
  try {
    const graph = readModel(bytes)
    for (const [name, tensor] of graph.constants) {
      if (tensor.data.length === 0 && sizeOf(tensor.dims) > 0) return misfit('external-data', name)
    }
    return fit(graph, stems)
  } catch (error) {
    if (error instanceof RangeError) return misfit('not-onnx', error.message)
    throw error
  }
}
