import { describe, expect, it } from 'vitest'
import { SegmentPace } from './segment-pace.ts'

describe('segment pace', () => {
  it('says nothing of time before the second segment', () => {
    const pace = new SegmentPace(10, 10, 0)
    expect(pace.at(5_000)).toEqual({ fraction: 0, leftS: null })
    pace.done(20, 9, 20_000)
    expect(pace.at(20_000)).toEqual({ fraction: 0.1, leftS: null })
  })

  it('then tells it within 15 % though the first was slow and one stumbled', () => {
    const took = [20, 6, 6.2, 14, 5.8, 6.1, 5.9, 6, 6.3, 6.1]
    const pace = new SegmentPace(took.length, took.length, 0)
    let now = 0
    took.forEach((seconds, i) => {
      now += seconds * 1000
      pace.done(seconds, took.length - 1 - i, now)
      if (i < 3 || i === took.length - 1) return
      const truly = took.slice(i + 1).reduce((sum, s) => sum + s, 0)
      expect(Math.abs((pace.at(now).leftS ?? NaN) - truly)).toBeLessThan(0.15 * truly)
    })
    expect(pace.segmentS).toBeCloseTo(6.1)
    expect(pace.at(now)).toEqual({ fraction: 1, leftS: 0 })
  })

  it('believes a machine that has become slower after three segments', () => {
    const pace = new SegmentPace(20, 20, 0)
    let now = 0
    ;[6, ...Array.from({ length: 9 }, () => 6), 9, 9, 9].forEach((seconds, i) => {
      now += seconds * 1000
      pace.done(seconds, 19 - i, now)
    })
    expect(pace.at(now).leftS).toBe(7 * 9)
  })

  it('moves on within a segment, but never to its end', () => {
    const pace = new SegmentPace(4, 4, 0)
    pace.done(10, 3, 10_000)
    pace.done(10, 2, 20_000)
    expect(pace.at(25_000)).toEqual({ fraction: 0.625, leftS: 15 })
    expect(pace.at(99_000)).toEqual({ fraction: (2 + 0.95) / 4, leftS: 10.5 })
  })

  it('counts what an earlier run left', () => {
    expect(new SegmentPace(4, 1, 0).at(0)).toEqual({ fraction: 0.75, leftS: null })
    expect(new SegmentPace(0, 0, 0).at(0)).toEqual({ fraction: 1, leftS: null })
  })
})
