import { describe, expect, it } from 'vitest'
import { cutOf, joinSeam, transitionWeight, windowOf } from './overlap-add.ts'
import { SEGMENT_FRAMES, segmentCount, STRIDE_FRAMES } from './segments.ts'

describe('windows', () => {
  it('centres the last segment with real sound before it', () => {
    // 882,000 frames: the last segment begins at 773,955 and has 108,045.
    const lead = Math.floor((SEGMENT_FRAMES - 108_045) / 2)
    expect(windowOf(882_000, 3)).toEqual({
      start: 773_955 - lead,
      end: 773_955 - lead + SEGMENT_FRAMES,
      lead,
    })
  })

  it('reaches beyond both ends of a track shorter than a segment', () => {
    expect(windowOf(100_000, 0)).toEqual({ start: -121_990, end: 221_990, lead: 121_990 })
  })
})

describe('overlap-add', () => {
  it('weighs as the official triangle does', () => {
    expect([0, 171_989, 171_990, 343_979].map(transitionWeight)).toEqual([1, 171_990, 171_990, 1])
  })

  it('leaves alone what two neighbours agree on', () => {
    const same = Float32Array.from({ length: 1000 }, (_, i) => Math.sin(i))
    expect(joinSeam(same, same)).toEqual(same)
  })

  it('passes from the earlier to the later', () => {
    const joined = joinSeam(
      new Float32Array(SEGMENT_FRAMES - STRIDE_FRAMES).fill(1),
      new Float32Array(85_995),
    )
    expect(joined[0]).toBeCloseTo(85_995 / 85_996, 6)
    expect(joined[85_994]).toBeCloseTo(1 / 85_996, 6)
  })

  it.each([1, 257_986, 343_980, 882_000])('cuts every segment of %i frames without a gap', (frames) => {
    for (let index = 0; index < segmentCount(frames); index++) {
      const { head, body, tail } = cutOf(frames, index)
      let at = 0
      for (const part of [head, body, tail]) {
        if (!part) continue
        expect(part.from).toBe(at)
        at += part.frames
      }
      expect(at).toBe(Math.min(SEGMENT_FRAMES, frames - index * STRIDE_FRAMES))
    }
  })
})
