import { describe, expect, it } from 'vitest'
import { FLOAT16, floatTensor } from '../onnx/graph.ts'
import { exactHalf } from './half.ts'

describe('exact half', () => {
  it('keeps values that float16 holds, negative zero and the smallest among them', () => {
    const values = [0, -0, 1, -2.5, 65504, 2 ** -24, 0.333251953125]
    const half = exactHalf(floatTensor([7], values))
    expect(half?.type).toBe(FLOAT16)
    expect([...new Float16Array(new Uint8Array(half?.data ?? []).buffer)]).toEqual(values)
  })

  it.each([1 / 3, 65520, 2 ** -25, 1e-30])('refuses a tensor for the one value %f', (value) => {
    expect(exactHalf(floatTensor([3], [1, value, 2]))).toBeUndefined()
  })
})
