import { expect, test } from 'vitest'
import { PLAIN, type Processing } from '#lib/core/domain/recipe.ts'
import { SoundEdges, trimmed } from '#lib/core/dsp/silence.ts'
import type { WorkOrder } from './contract.ts'
import { aligned } from './span.ts'

const RATE = 44_100
const work = (align: Processing['align'], bars: number[]): WorkOrder => ({
  song: { lanes: [], master: 1 },
  range: null,
  processing: { ...PLAIN, align },
  rate: RATE,
  bars,
})

test('a file padded to a bar begins on the grid carried on before its first bar', () => {
  // Bars of two seconds from 1.5 s on: the bar before would begin half a second before the song.
  const span = aligned({ start: 0, end: 10 * RATE }, work('bar-pad', [1.5, 3.5, 5.5]))
  expect(span).toEqual({ start: 0, end: 10 * RATE, pad: RATE / 2 })
})

test('a file that begins within a bar is padded by what it leaves out of it', () => {
  const span = aligned({ start: 4 * RATE, end: 10 * RATE }, work('bar-pad', [1.5, 3.5, 5.5]))
  expect(span).toMatchObject({ start: 4 * RATE, pad: RATE / 2 })
})

test('a file cut to a bar begins with the first one in it; without a grid it stays as it is', () => {
  expect(aligned({ start: 0, end: 10 * RATE }, work('bar-cut', [1.5, 3.5]))).toMatchObject({
    start: 1.5 * RATE,
    pad: 0,
  })
  expect(aligned({ start: 7, end: 100 }, work('bar-cut', []))).toEqual({ start: 7, end: 100, pad: 0 })
})

test('silence shorter than the least stays, padding is kept, and all of it is told as nothing', () => {
  const edges = new SoundEdges(-60)
  const side = new Float32Array(1000)
  side[300] = 0.5
  side[899] = -0.5
  edges.push([side, new Float32Array(1000)])
  expect(trimmed(edges, 200, 10)).toEqual({ start: 290, end: 1000 })
  expect(trimmed(edges, 50, 0)).toEqual({ start: 300, end: 900 })
  expect(trimmed(new SoundEdges(-60), 0, 0)).toBeNull()
})
