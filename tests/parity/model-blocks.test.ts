import { describe, expect, it } from 'vitest'
import { Builder, port } from '#models/onnx/builder.ts'
import { floatTensor } from '#models/onnx/graph.ts'
import { writeModel } from '#models/onnx/write.ts'
import { meanOfAll, meanOverTime } from '#models/tool/htdemucs/blocks.ts'
import { upsampleRows } from '#models/tool/htdemucs/branches.ts'
import { Weights } from '#models/tool/htdemucs/weights.ts'
import { convolveRows, joinRows, mixRows, splitRows } from '#models/tool/htdemucs/winograd.ts'
import { runtime } from '../support/ort-node.ts'

const noise = (count: number, offset = 0): number[] =>
  Array.from({ length: count }, (_, i) => Math.fround(offset + Math.sin(1 + 12.9898 * i * (1 + (i % 7)))))

/** Runs what `build` writes for one input `x`; gives its values. */
async function run(shape: number[], x: number[], build: (b: Builder) => string): Promise<Float32Array> {
  const ort = await runtime()
  const b = new Builder()
  b.named('y', 'Identity', [build(b)])
  const open = { ...port('y'), dims: ['a', 'b', 'c', 'd'] }
  const graph = b.graph(17, [port('x', ...shape)], [open])
  const session = await ort.InferenceSession.create(writeModel(graph))
  const out = await session.run({ x: new ort.Tensor('float32', Float32Array.from(x), shape) })
  await session.release()
  return out['y']?.data as Float32Array
}

const mean = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0) / values.length

/** Largest difference, relative to the largest value. */
function worst(got: Float32Array, wanted: readonly number[]): number {
  expect(got.length).toBe(wanted.length)
  const most = Math.max(...wanted.map(Math.abs))
  return Math.max(...wanted.map((value, i) => Math.abs(value - (got[i] ?? NaN)))) / most
}

describe('reductions in stages', () => {
  it.each([85_995, 21_499, 336])('give the mean over %i values as float64 does', async (length) => {
    const x = noise(2 * length, 10)
    const got = await run([1, 2, 1, length], x, (b) => meanOverTime(b, 'x', [2, 1, length]))
    expect(worst(got, [mean(x.slice(0, length)), mean(x.slice(length))])).toBeLessThan(5e-7)
  })

  it('give the mean of all values as float64 does', async () => {
    const x = noise(687_960, 10)
    const got = await run([687_960], x, (b) => b.reshape(meanOfAll(b, 'x', x.length), 1, 1, 1, 1))
    expect(worst(got, [mean(x)])).toBeLessThan(5e-7)
  })
})

const [CHANNELS, ROWS, LENGTH, OUT] = [3, 8, 5, 2]
const input = noise(CHANNELS * ROWS * LENGTH)
const at = (c: number, row: number, t: number): number =>
  row < 0 || row >= ROWS || t < 0 || t >= LENGTH ? 0 : (input[(c * ROWS + row) * LENGTH + t] ?? NaN)
const grid = (rows: number, value: (o: number, row: number, t: number) => number): number[] =>
  Array.from({ length: OUT * rows * LENGTH }, (_, i) =>
    value(Math.floor(i / LENGTH / rows), Math.floor(i / LENGTH) % rows, i % LENGTH),
  )

describe('rows in phases of four', () => {
  it('convolve with a 3x3 kernel as the plain sum does', async () => {
    const kernel = noise(OUT * CHANNELS * 9)
    const wanted = grid(ROWS, (o, row, t) => {
      let sum = o
      for (let i = 0; i < CHANNELS * 9; i++) {
        const [c, dr, dt] = [Math.floor(i / 9), (Math.floor(i / 3) % 3) - 1, (i % 3) - 1]
        sum += (kernel[o * CHANNELS * 9 + i] ?? NaN) * at(c, row + dr, t + dt)
      }
      return sum
    })
    const got = await run([1, CHANNELS, ROWS, LENGTH], input, (b) => {
      const mixed = mixRows(b, splitRows(b, 'x', [CHANNELS, ROWS, LENGTH]))
      const bias = b.floats('bias', [OUT], [0, 1])
      const phases = convolveRows(b, mixed, 'kernel', floatTensor([OUT, CHANNELS, 3, 3], kernel), bias)
      return joinRows(b, phases, [OUT, ROWS, LENGTH])
    })
    expect(worst(got, wanted)).toBeLessThan(1e-6)
  })

  it('are upsampled as the transposed convolution of stride 4 does', async () => {
    const kernel = noise(CHANNELS * OUT * 8)
    const wanted = grid(4 * ROWS, (o, row, t) => {
      let sum = 2 - o
      for (let c = 0; c < CHANNELS; c++) {
        for (let tap = 0; tap < 8; tap++) {
          const from = (row + 2 - tap) / 4
          if (Number.isInteger(from)) sum += (kernel[(c * OUT + o) * 8 + tap] ?? NaN) * at(c, from, t)
        }
      }
      return sum
    })
    const constants = new Map([
      ['up.weight', floatTensor([CHANNELS, OUT, 8, 1], kernel)],
      ['up.bias', floatTensor([OUT], [2, 1])],
    ])
    const w = new Weights({ opset: 17, nodes: [], constants, inputs: [], outputs: [] })
    const got = await run([1, CHANNELS, ROWS, LENGTH], input, (b) =>
      joinRows(b, upsampleRows(b, w, 'x', 'up', false), [OUT, 4 * ROWS, LENGTH]),
    )
    expect(worst(got, wanted)).toBeLessThan(1e-6)
  })
})
