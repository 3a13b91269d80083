import { expect, test } from 'vitest'
import { OVERLAP_FRAMES, STRIDE_FRAMES } from '../dsp/segments.ts'
import { playableSegments, stemPieces } from './stem-pieces.ts'

/** Its last segment is so short that the one before covers all of it. */
const FRAMES = 2 * STRIDE_FRAMES + OVERLAP_FRAMES - 1
const ALL = [0, 1, 2]

test('with nothing here nothing can be played, however short the last segment is', () => {
  expect(playableSegments(FRAMES, ALL, () => false)).toEqual([])
  expect(playableSegments(FRAMES, [2], () => true)).toEqual([])
})

test('a segment counts from the moment when its last piece is here', () => {
  const here = new Set<string>()
  const counts = stemPieces(FRAMES, ALL).map(({ id }) => {
    here.add(id)
    return playableSegments(FRAMES, ALL, (piece) => here.has(piece)).length
  })
  expect(counts).toEqual([1, 1, 2, 3])
})
