import '#tests/support/fixed-seed.ts'
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { gridOf, type Pulse } from '../music/grid.ts'
import {
  downbeatAt,
  isEdited,
  isGridEdited,
  nudged,
  tempoFromTaps,
  tempoSet,
  tempoTimes,
} from './analysis-edits.ts'
import { noEdit, type AnalysisEdit } from './analysis.ts'

const none = noEdit('t')
const edit = (change: Partial<AnalysisEdit>): AnalysisEdit => ({ ...none, ...change })
const beats = Array.from({ length: 40 }, (_, i) => 0.5 + i * 0.5)
const pulse: Pulse = { bpm: 120, beatsPerBar: 4, beats, downbeats: beats.filter((_, i) => i % 4 === 0) }

describe('corrections', () => {
  it('double and halve what is measured, or the tempo that was set', () => {
    expect(tempoTimes(none, 2, 90)).toEqual({ factor: 2 })
    expect(tempoTimes(edit({ factor: 2 }), 0.5, 180)).toEqual({ factor: 1 })
    expect(tempoTimes(edit({ bpm: 90 }), 2, 90)).toEqual({ bpm: 180 })
  })

  it('never make a tempo that is none', () => {
    expect(tempoTimes(none, 2, 300)).toBeNull()
    expect(tempoTimes(none, 0.5, 30)).toBeNull()
    expect(tempoTimes(edit({ factor: 8 }), 2, 100)).toBeNull()
    expect(tempoSet(Number.NaN, null)).toBeNull()
  })

  it('come back to nothing when they are taken back one by one', () => {
    const there = edit(nudged(edit({ downbeatS: 3 }), 0.01))
    expect(there).toMatchObject({ shiftS: 0.01, downbeatS: 3.01 })
    expect(nudged(there, -0.01)).toEqual({ shiftS: 0, downbeatS: 3 })
  })

  it('nudge the whole grid by as much as they say, whatever else was said', () => {
    const any = fc.record({
      bpm: fc.option(fc.constantFrom(60, 90, 128)),
      downbeatS: fc.option(fc.double({ min: 1, max: 10, noNaN: true })),
      factor: fc.constantFrom(0.5, 1, 2),
    })
    fc.assert(
      fc.property(any, (change) => {
        const before = gridOf(pulse, edit(change), 20)
        const after = gridOf(pulse, { ...edit(change), ...nudged(edit(change), 0.02) }, 20)
        const bar = (grid: typeof before) => grid?.beats[grid.bars[1] ?? 0] ?? NaN
        expect(bar(after) - bar(before)).toBeCloseTo(0.02, 4)
      }),
    )
  })

  it('put the downbeat on the nearest beat', () => {
    expect(downbeatAt(gridOf(pulse, none, 20), 3.2)).toEqual({ downbeatS: 3 })
    expect(downbeatAt(null, 3.2)).toEqual({ downbeatS: 3.2 })
  })

  it('set a steady tempo on the taps, in bars that begin where they began', () => {
    const change = tempoFromTaps({ bpm: 100, phaseS: 7.3 }, edit({ downbeatS: 1 }))
    expect(change.bpm).toBe(100)
    const off = ((change.downbeatS ?? 0) - 7.3) / 0.6
    expect(Math.abs(off - Math.round(off))).toBeLessThan(1e-6)
    expect(Math.abs((change.downbeatS ?? 0) - 1)).toBeLessThanOrEqual(0.3)
    expect(tempoSet(90, gridOf(pulse, none, 20))).toMatchObject({ bpm: 90, downbeatS: 0.5 })
  })

  it('are told from none', () => {
    expect([isEdited(null), isEdited(none), isGridEdited(none)]).toEqual([false, false, false])
    expect(isEdited(edit({ key: { tonic: 0, mode: 'minor' } }))).toBe(true)
    expect(isGridEdited(edit({ key: { tonic: 0, mode: 'minor' } }))).toBe(false)
    expect(isGridEdited(edit({ beatsPerBar: 3 }))).toBe(true)
  })
})
