import { describe, expect, it } from 'vitest'
import { GRAPH_IO, SEGMENT_FRAMES } from './card.ts'
import { inspect } from './inspect.ts'
import { Builder, port } from './onnx/builder.ts'
import { FLOAT } from './onnx/graph.ts'
import { writeModel } from './onnx/write.ts'

const inputs = [port('a', 1, 2, SEGMENT_FRAMES), port('b', 1, 4, 2048, 336)]
const outputs = [port('c', 1, 6, 4, 2048, 336), port('d', 1, 6, 2, SEGMENT_FRAMES)]
const file = (ins = inputs, outs = outputs): Uint8Array => writeModel(new Builder().graph(17, ins, outs))

describe('inspect', () => {
  it('finds the four ends by their shapes, whatever their names and order', () => {
    const seen = inspect(file([...inputs].reverse(), [...outputs].reverse()), 6)
    const names = { mix: 'a', spec: 'b', specOut: 'c', waveOut: 'd' }
    expect(seen).toEqual({ fits: true, interface: 'hybrid', stems: 6, opset: 17, names })
    expect(Object.keys(names)).toEqual(Object.keys(GRAPH_IO))
  })

  it('takes a waveform output whose dimensions the file leaves open', () => {
    const open = { name: 'd', type: FLOAT, dims: ['w', 'x', 'y', 'z'] }
    expect(inspect(file(inputs, [port('c', 1, 4, 4, 2048, 336), open]), 4)).toMatchObject({ stems: 4 })
  })

  it.each([
    ['stems', file(), 4],
    ['inputs', file([port('a', 1, 2, 44100), port('b', 1, 4, 2048, 336)]), 6],
    ['outputs', file(inputs, [port('c', 1, 6, 4, 2048, 336)]), 6],
    ['outputs', file(inputs, [port('c', 1, 6, 4, 2048, 336), port('d', 1, 6, 1, SEGMENT_FRAMES)]), 6],
    ['not-onnx', new TextEncoder().encode('{"this": "is not a model, but it is long enough"}'), 6],
    ['not-onnx', new Uint8Array(), 6],
    ['not-onnx', file().subarray(0, 60), 6],
  ] as const)('says %s of a file that does not fit', (reason, bytes, stems) => {
    expect(inspect(bytes, stems)).toMatchObject({ fits: false, reason })
  })

  it('says that the weights lie elsewhere when they do', () => {
    const graph = new Builder().graph(17, inputs, outputs)
    graph.constants.set('w', { type: FLOAT, dims: [4, 4], data: new Uint8Array() })
    expect(inspect(writeModel(graph))).toEqual({ fits: false, reason: 'external-data', detail: 'w' })
  })
})
