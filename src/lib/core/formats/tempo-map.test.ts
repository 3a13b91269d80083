import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { gridOf, type Grid } from '../music/grid.ts'
import { noEdit } from '../domain/analysis.ts'
import { quarterAt, tempoMapOf } from './tempo-map.ts'

const steadyGrid = (bpm: number, downbeatS: number, durationS = 60) =>
  gridOf(null, { ...noEdit('t'), bpm, downbeatS }, durationS) as Grid

/** When a map says that a beat is. */
function timeOf(map: ReturnType<typeof tempoMapOf>, quarter: number): number {
  const point = map.tempos.findLast((one) => one.quarter <= quarter)
  return point ? point.at + ((quarter - point.quarter) * 60) / point.bpm : NaN
}

describe('the tempo map of a grid', () => {
  it('is one tempo and one metre where the beat is steady and the song begins on a bar', () => {
    const map = tempoMapOf(steadyGrid(120, 0))
    expect(map.tempos).toHaveLength(1)
    expect(map.tempos[0]).toMatchObject({ at: 0, quarter: 0 })
    expect(map.tempos[0]?.bpm).toBeCloseTo(120, 9)
    expect(map.metres).toEqual([{ at: 0, quarter: 0, numerator: 4, denominator: 4 }])
  })

  it('gives what comes before the first beat a bar of its own', () => {
    const map = tempoMapOf(steadyGrid(120, 0.25))
    expect(map.metres.map(({ numerator, denominator }) => `${numerator}/${denominator}`)).toEqual([
      '1/8',
      '4/4',
    ])
    expect(map.tempos.map(({ at }) => at)).toEqual([0, 0.25])
    expect(map.tempos[0]?.bpm).toBeCloseTo(120, 9)
  })

  it('gives an upbeat a bar of its beats', () => {
    const map = tempoMapOf(steadyGrid(120, 1.5))
    expect(map.metres.map(({ numerator, at }) => [numerator, at])).toEqual([
      [3, 0],
      [4, 1.5],
    ])
  })

  it('follows bars that were measured to be longer or shorter', () => {
    const beats = Float64Array.from({ length: 16 }, (_, i) => i * 0.5)
    const map = tempoMapOf({ beats, bars: Uint32Array.from([0, 4, 7, 11, 15]), beatsPerBar: 4, bpm: 120 })
    expect(map.metres.map(({ quarter, numerator }) => [quarter, numerator])).toEqual([
      [0, 4],
      [4, 3],
      [7, 4],
    ])
  })

  it('holds every beat to a millisecond, whatever the tempo does', () => {
    const steps = fc.array(fc.double({ min: 0.25, max: 1.2, noNaN: true }), { minLength: 2, maxLength: 300 })
    fc.assert(
      fc.property(steps, fc.double({ min: 0, max: 3, noNaN: true }), (gaps, lead) => {
        let at = lead
        const beats = Float64Array.from([lead, ...gaps.map((gap) => (at += gap))])
        const map = tempoMapOf({ beats, bars: Uint32Array.from([0]), beatsPerBar: 4, bpm: 120 })
        const offset = quarterAt(map, lead) < 1e-6 ? 0 : Math.round(quarterAt(map, lead) * 32) / 32
        beats.forEach((beat, i) => expect(Math.abs(timeOf(map, offset + i) - beat)).toBeLessThan(0.0016))
        for (const { bpm } of map.tempos) expect(bpm).toBeGreaterThan(0)
      }),
      { numRuns: 200 },
    )
  })

  it('needs few points for a beat that wavers by less than can be heard', () => {
    const beats = Float64Array.from({ length: 400 }, (_, i) => i * 0.5 + 0.0004 * Math.sin(i))
    expect(
      tempoMapOf({ beats, bars: Uint32Array.from([0]), beatsPerBar: 4, bpm: 120 }).tempos.length,
    ).toBeLessThan(4)
  })

  it('is plain where there is no grid', () => {
    expect(tempoMapOf(null).tempos).toEqual([{ at: 0, quarter: 0, bpm: 120 }])
  })
})
