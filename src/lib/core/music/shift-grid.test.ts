import { describe, expect, it } from 'vitest'
import { noEdit } from '../domain/analysis.ts'
import { gridOf, type Grid } from './grid.ts'
import { shiftGrid } from './shift-grid.ts'

const grid = gridOf(null, { ...noEdit('t'), bpm: 120, downbeatS: 1.2 }, 30) as Grid
const barTimes = ({ beats, bars }: Grid) =>
  Array.from(bars, (index) => Number((beats[index] ?? NaN).toFixed(6)))

describe('a grid in the time of a file', () => {
  it('stands on bars from the beginning where silence was put before the song', () => {
    const shifted = shiftGrid(grid, 0.8, 30.8)
    expect(barTimes(shifted).slice(0, 3)).toEqual([0, 2, 4])
    expect(shifted.beats[0]).toBe(0)
    expect(shifted.beats[4]).toBeCloseTo(2, 9)
  })

  it('begins with a bar where the song was cut to one', () => {
    const shifted = shiftGrid(grid, -1.2, 28.8)
    expect(barTimes(shifted).slice(0, 2)).toEqual([0, 2])
    expect(shifted.beats.at(-1)).toBeLessThanOrEqual(28.8)
  })

  it('is the same where nothing was moved', () => {
    expect(shiftGrid(grid, 0, 30)).toEqual(grid)
  })

  it('keeps bars that were measured and forgets those that are gone', () => {
    const odd = {
      beats: Float64Array.from([0, 1, 2, 3, 4, 5, 6, 7]),
      bars: Uint32Array.from([0, 3, 7]),
      beatsPerBar: 4,
      bpm: 60,
    }
    expect(shiftGrid(odd, -2, 4)).toMatchObject({
      beats: Float64Array.from([0, 1, 2, 3, 4]),
      bars: Uint32Array.from([1]),
    })
  })
})
