import { describe, expect, it } from 'vitest'
import {
  bodyOf,
  seamOf,
  segmentAt,
  segmentCount,
  segmentsFor,
  stemPieceAt,
  STRIDE_FRAMES,
} from './segments.ts'

const lengths = [1, 10, 85_995, 257_985, 257_986, 343_980, 343_981, 882_000, 3 * STRIDE_FRAMES + 10]

describe('segments', () => {
  it('cuts 20 s into the four segments of the official code', () => {
    expect(segmentCount(882_000)).toBe(4)
    expect(segmentAt(882_000, 3)).toEqual({ index: 3, start: 773_955, length: 108_045 })
  })

  it.each(lengths)('covers every frame of a track of %i frames by exactly one piece', (frames) => {
    const pieces = Array.from({ length: segmentCount(frames) }, (_, i) => [
      seamOf(frames, i),
      bodyOf(frames, i),
    ])
      .flat()
      .filter((piece) => piece !== null)
    let at = 0
    for (const piece of pieces) {
      expect(piece.start).toBe(at)
      at += piece.frames
    }
    expect(at).toBe(frames)
    expect(pieces.map((piece) => piece.id)).toEqual(pieces.map((piece) => piece.id).toSorted())
  })

  it.each(lengths)('finds the piece of the first, middle and last frame of %i', (frames) => {
    for (const frame of [0, Math.floor(frames / 2), frames - 1]) {
      const piece = stemPieceAt(frames, frame)
      expect(piece).not.toBeNull()
      expect(frame).toBeGreaterThanOrEqual(piece?.start ?? Infinity)
      expect(frame).toBeLessThan((piece?.start ?? 0) + (piece?.frames ?? 0))
    }
    expect(stemPieceAt(frames, frames)).toBeNull()
  })

  it('names the segments that a stretch needs, neighbours of a seam included', () => {
    expect(segmentsFor(882_000, 0, 1)).toEqual([0])
    expect(segmentsFor(882_000, STRIDE_FRAMES, STRIDE_FRAMES + 1)).toEqual([0, 1])
  })
})
