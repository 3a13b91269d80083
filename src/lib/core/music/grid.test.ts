import '#tests/support/fixed-seed.ts'
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { noEdit, type AnalysisEdit } from '../domain/analysis.ts'
import { barPlaceAt, barsFrom, barStep, nearestBeat, onBeats } from './grid-places.ts'
import { gridOf, nearestIndex, type Grid, type Pulse } from './grid.ts'

const edit = (change: Partial<AnalysisEdit>): AnalysisEdit => ({ ...noEdit('t'), ...change })
const steady = (bpm: number, from: number, until: number) =>
  Array.from({ length: Math.floor(((until - from) * bpm) / 60) + 1 }, (_, i) => from + (i * 60) / bpm)

/** 120 BPM from 0.5 s, bars of four that begin there. */
const beats = steady(120, 0.5, 20)
const pulse: Pulse = { bpm: 120, beatsPerBar: 4, beats, downbeats: beats.filter((_, i) => i % 4 === 0) }
const grid = (change: Partial<AnalysisEdit> = {}, of: Pulse | null = pulse): Grid => {
  const made = gridOf(of, edit(change), 21)
  if (!made) throw new Error('there is a pulse')
  return made
}
const barTimes = (of: Grid) => Array.from(of.bars, (index) => of.beats[index] ?? NaN)

describe('the grid', () => {
  it('is what was measured, carried on to both ends', () => {
    const made = grid()
    expect(made.bpm).toBe(120)
    expect(made.beats[0]).toBeCloseTo(0)
    expect(made.beats.at(-1)).toBeCloseTo(21)
    expect(barTimes(made).slice(0, 3)).toEqual([0.5, 2.5, 4.5])
  })

  it('keeps bars that are longer than the others where they were measured', () => {
    const odd = { ...pulse, downbeats: [0.5, 2.5, 5, 7] }
    expect(barTimes(grid({}, odd)).slice(0, 5)).toEqual([0.5, 2.5, 5, 7, 9])
  })

  it('is halved without losing the downbeat, and doubled between the beats', () => {
    const half = grid({ factor: 0.5 })
    expect(half.bpm).toBe(60)
    expect(Array.from(half.beats).slice(0, 3)).toEqual([0.5, 1.5, 2.5])
    expect(barTimes(half).slice(0, 2)).toEqual([0.5, 4.5])
    const double = grid({ factor: 2 })
    expect(double.bpm).toBe(240)
    expect(barTimes(double).slice(0, 2)).toEqual([0.5, 1.5])
  })

  it('is moved as a whole, and its bars begin where a person says', () => {
    expect(barTimes(grid({ shiftS: 0.1 }))[0]).toBeCloseTo(0.6)
    expect(barTimes(grid({ downbeatS: 1.06 })).slice(0, 2)).toEqual([1, 3])
    expect(barTimes(grid({ beatsPerBar: 3 })).slice(0, 2)).toEqual([0.5, 2])
  })

  it('is steady from the downbeat where a tempo was set, even where none was measured', () => {
    expect(Array.from(grid({ bpm: 100 }).beats).slice(0, 2)).toEqual([0.5, 1.1])
    const none = { bpm: null, beatsPerBar: null, beats: [], downbeats: [] }
    const set = grid({ bpm: 60, downbeatS: 2.25 }, none)
    expect(set.beats[0]).toBeCloseTo(0.25)
    expect(barTimes(set)[0]).toBeCloseTo(2.25)
    expect(gridOf(none, edit({}), 21)).toBeNull()
    expect(gridOf(null, null, 21)).toBeNull()
  })

  it('is carried on into the song from beats that were all moved out of it', () => {
    const few = { ...pulse, beats: [0.2, 0.6], downbeats: [0.2] }
    const early = grid({ shiftS: -0.7 }, few).beats
    expect(early[0]).toBeCloseTo(0.3)
    const late = gridOf(few, edit({ shiftS: 1.2 }), 1.1)?.beats ?? []
    expect(Array.from(late, (at) => Math.round(at * 10) / 10)).toEqual([0.2, 0.6, 1])
  })

  it('is strictly ascending within the song for any tempo curve and any edit', () => {
    const curve = fc.array(fc.double({ min: 0.2, max: 1.5, noNaN: true }), { minLength: 2, maxLength: 120 })
    const any = fc.record({
      factor: fc.constantFrom(0.25, 0.5, 1, 2, 4),
      shiftS: fc.double({ min: -2, max: 2, noNaN: true }),
      downbeatS: fc.option(fc.double({ min: 0, max: 60, noNaN: true })),
      beatsPerBar: fc.option(fc.integer({ min: 1, max: 12 })),
      bpm: fc.option(fc.double({ min: 20, max: 400, noNaN: true })),
    })
    fc.assert(
      fc.property(curve, any, fc.double({ min: 1, max: 90, noNaN: true }), (gaps, change, durationS) => {
        let at = 0
        const times = gaps.map((gap) => (at += gap))
        const of = { bpm: 100, beatsPerBar: 3, beats: times, downbeats: times.filter((_, i) => i % 3 === 1) }
        const made = gridOf(of, edit(change), durationS)
        const all = Array.from(made?.beats ?? [])
        for (const [i, beat] of all.entries()) {
          expect(beat).toBeGreaterThanOrEqual(0)
          expect(beat).toBeLessThanOrEqual(durationS + 1e-6)
          if (i > 0) expect(beat).toBeGreaterThan(all[i - 1] ?? Infinity)
        }
        const bars = Array.from(made?.bars ?? [])
        expect(bars).toEqual([...new Set(bars)].toSorted((a, b) => a - b))
        expect(bars.every((index) => index < all.length)).toBe(true)
      }),
    )
  })
})

describe('places on the grid', () => {
  it('are counted in bars and beats, with what comes before as bar 0', () => {
    const made = grid()
    expect(barPlaceAt(made, 0.2)).toEqual({ bar: 0, beat: 1 })
    expect(barPlaceAt(made, 0.5)).toEqual({ bar: 1, beat: 1 })
    expect(barPlaceAt(made, 3.99)).toEqual({ bar: 2, beat: 3 })
  })

  it('are stepped through bar by bar, back from just past a bar to the one before', () => {
    const made = grid()
    expect(barStep(made, 0, 1, 21)).toBeCloseTo(0.5)
    expect(barStep(made, 0.5, 1, 21)).toBeCloseTo(2.5)
    expect(barStep(made, 20.6, 1, 21)).toBe(21)
    expect(barStep(made, 3.5, -1, 21)).toBeCloseTo(2.5)
    expect(barStep(made, 2.6, -1, 21)).toBeCloseTo(0.5)
    expect(barStep(made, 2.5, -1, 21)).toBeCloseTo(0.5)
    expect(barStep(made, 0.2, -1, 21)).toBe(0)
  })

  it('snap to the nearest beat, a loop to at least one', () => {
    const made = grid()
    expect(nearestBeat(made, 3.3)).toBeCloseTo(3.5)
    expect(onBeats(made, 4.4, 2.6)).toEqual({ start: 2.5, end: 4.5 })
    expect(onBeats(made, 4.4, 4.45)).toEqual({ start: 4.5, end: 5 })
    expect(onBeats(made, 99, 99).end).toBeCloseTo(21)
    expect(barsFrom(made, 3, 2)).toEqual({ start: 2.5, end: 6.5 })
    expect(barsFrom(made, 19, 9)).toBeNull()
  })

  it('nearest means nearest', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 999 }), { minLength: 1 }), fc.integer(), (list, at) => {
        const sorted = list.toSorted((a, b) => a - b)
        const least = Math.min(...sorted.map((one) => Math.abs(one - at)))
        expect(Math.abs((sorted[nearestIndex(sorted, at)] ?? NaN) - at)).toBe(least)
      }),
    )
  })
})
