import { describe, expect, it } from 'vitest'
import { missingRanges } from './ready-ranges.ts'
import { OVERLAP_FRAMES, STRIDE_FRAMES } from './segments.ts'

const FRAMES = 4 * STRIDE_FRAMES

describe('missing ranges', () => {
  it('are the whole before, and none after', () => {
    expect(missingRanges(FRAMES, new Set())).toEqual([{ start: 0, end: FRAMES }])
    expect(missingRanges(FRAMES, new Set([0, 1, 2, 3]))).toEqual([])
  })

  it('hold the seams beside an unfinished segment', () => {
    expect(missingRanges(FRAMES, new Set([0, 2, 3]))).toEqual([
      { start: STRIDE_FRAMES, end: 2 * STRIDE_FRAMES + OVERLAP_FRAMES },
    ])
  })
})
