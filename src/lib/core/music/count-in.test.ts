import '#tests/support/fixed-seed.ts'
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { noEdit } from '../domain/analysis.ts'
import { countInAt } from './count-in.ts'
import { gridOf } from './grid.ts'

const grid = gridOf(null, { ...noEdit('t'), bpm: 120, downbeatS: 0.5 }, 60)

describe('counting in', () => {
  it('is a bar of clicks that the song enters on', () => {
    if (!grid) throw new Error('there is a tempo')
    const from = countInAt(grid, 0.5)
    expect(from.lengthS).toBeCloseTo(2)
    expect(from.offsets.map((at) => Math.round(at * 100) / 100)).toEqual([0, 0.5, 1, 1.5])
    expect(from.accents).toEqual([true, false, false, false])
  })

  it('stays in step with the grid wherever play begins', () => {
    if (!grid) throw new Error('there is a tempo')
    fc.assert(
      fc.property(fc.double({ min: 0, max: 55, noNaN: true }), (at) => {
        const { offsets, accents, lengthS } = countInAt(grid, at)
        expect(offsets).toHaveLength(4)
        expect(accents.filter(Boolean)).toHaveLength(1)
        for (const offset of offsets) {
          const beats = (at - lengthS + offset - 0.5) / 0.5
          expect(Math.abs(beats - Math.round(beats))).toBeLessThan(1e-3)
        }
      }),
    )
  })
})
