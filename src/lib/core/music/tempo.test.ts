import '#tests/support/fixed-seed.ts'
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { bpmText, tapped, tapTempo, tempoMatch } from './tempo.ts'

const tapAll = (times: readonly number[]) => times.reduce<number[]>((taps, at) => tapped(taps, at), [])
const steady = (bpm: number, amount: number, from = 3) =>
  Array.from({ length: amount }, (_, i) => from + (i * 60) / bpm)
const tempos = fc.double({ min: 40, max: 240, noNaN: true })

describe('tapping a tempo', () => {
  it('finds any steady tempo and its beat', () => {
    fc.assert(
      fc.property(tempos, fc.integer({ min: 3, max: 30 }), (bpm, amount) => {
        const times = steady(bpm, amount)
        const found = tapTempo(tapAll(times))
        expect(found?.bpm).toBeCloseTo(bpm, 6)
        const beats = ((found?.phaseS ?? 0) - 3) / (60 / bpm)
        expect(Math.abs(beats - Math.round(beats))).toBeLessThan(1e-6)
      }),
    )
  })

  it('is off by less than 2 % with hands that are 15 ms off', () => {
    const early = fc.array(fc.double({ min: -0.015, max: 0.015, noNaN: true }), {
      minLength: 8,
      maxLength: 8,
    })
    fc.assert(
      fc.property(fc.double({ min: 60, max: 160, noNaN: true }), early, (bpm, hands) => {
        const times = steady(bpm, 8).map((at, i) => at + (hands[i] ?? 0))
        expect(Math.abs((tapTempo(tapAll(times))?.bpm ?? 0) / bpm - 1)).toBeLessThan(0.02)
      }),
    )
  })

  it('is not led astray by one missed and one late tap', () => {
    const times = steady(120, 10).filter((_, i) => i !== 4)
    times[6] = (times[6] ?? 0) + 0.12
    expect(tapTempo(tapAll(times))?.bpm).toBeCloseTo(120, 0)
  })

  it('begins anew after a pause, and where the song was set back', () => {
    expect(tapped([1, 1.5, 2], 9)).toEqual([9])
    expect(tapped([11, 11.5], 4)).toEqual([4])
    expect(tapTempo(tapAll([...steady(90, 6), ...steady(140, 6, 60)]))?.bpm).toBeCloseTo(140, 6)
  })

  it('says nothing of fewer than three taps, or of what is no tempo', () => {
    expect(tapTempo([])).toBeNull()
    expect(tapTempo([1, 1.5])).toBeNull()
    expect(tapTempo([1, 1.01, 1.02, 1.03])).toBeNull()
    expect(tapTempo([1, 1, 1])).toBeNull()
  })
})

describe('two tempos', () => {
  it('meet within 6 %, in half and double time as well', () => {
    expect(tempoMatch(124, 126)).toMatchObject({ ratio: 1 })
    expect(tempoMatch(87, 174)).toEqual({ ratio: 2, change: 0 })
    expect(tempoMatch(140, 70)).toEqual({ ratio: 0.5, change: 0 })
    expect(tempoMatch(100, 107)).toBeNull()
    expect(tempoMatch(100, 105)?.change).toBeCloseTo(-0.0476, 3)
  })

  it('meet whatever their order, but for the rounding of the limit', () => {
    fc.assert(
      fc.property(tempos, tempos, (a, b) => {
        if (tempoMatch(a, b, 0.05)) expect(tempoMatch(b, a)).not.toBeNull()
      }),
    )
  })

  it('are written without digits that say nothing', () => {
    expect([124, 92.46, 128.04].map((bpm) => bpmText(bpm))).toEqual(['124', '92.5', '128'])
  })
})
