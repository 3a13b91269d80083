import { describe, expect, it } from 'vitest'
import { Builder, float, port } from './builder.ts'
import { floats, integers } from './graph.ts'
import { readModel } from './read.ts'
import { writeModel } from './write.ts'

function example() {
  const b = new Builder()
  const kernel = b.floats('kernel', [1, 2, 3], [1, -2, 3.5, 4, 5, -6])
  const conv = b.one('Conv', ['in', kernel], { pads: [1, 1], group: 1 })
  const flat = b.reshape(conv, 1, -1)
  b.named('out', 'LeakyRelu', [flat], { alpha: float(0.5) })
  return b.graph(17, [port('in', 1, 2, 8)], [port('out', 1, 8)])
}

describe('an ONNX file', () => {
  it('reads back as it was written', () => {
    const graph = readModel(writeModel(example()))
    expect(graph).toEqual(example())
    const [kernel, shape] = [...graph.constants.values()]
    expect(kernel && [...floats(kernel)]).toEqual([1, -2, 3.5, 4, 5, -6])
    expect(shape && integers(shape)).toEqual([1, -1])
  })

  it('is the same bytes each time', () => {
    expect(writeModel(example())).toEqual(writeModel(example()))
  })

  it('that is cut throws a RangeError', () => {
    const bytes = writeModel(example())
    for (const length of [1, 40, bytes.length - 3]) {
      expect(() => readModel(bytes.subarray(0, length))).toThrow(RangeError)
    }
  })
})
