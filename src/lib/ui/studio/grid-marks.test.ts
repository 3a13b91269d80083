import { describe, expect, it } from 'vitest'
import { noEdit } from '#lib/core/domain/analysis.ts'
import { gridOf } from '#lib/core/music/grid.ts'
import { gridMarks } from './grid-marks.ts'

/** 120 BPM: a bar is two seconds. */
const grid = gridOf(null, { ...noEdit('t'), bpm: 120, downbeatS: 0 }, 240)
const marks = (startS: number, spanS: number, width: number) =>
  grid ? gridMarks(grid, startS * 44_100, spanS * 44_100, width) : []

describe('bars and beats of the ruler', () => {
  it('number the bars and show beats where there is room', () => {
    const near = marks(0, 8, 1000)
    expect(near.filter((one) => one.kind === 'bar').map((one) => one.label)).toEqual([
      '1',
      '2',
      '3',
      '4',
      '5',
    ])
    expect(near.filter((one) => one.kind === 'beat')).toHaveLength(12)
  })

  it('leave out what cannot be told apart, in steps of two, four and so on', () => {
    const far = marks(0, 240, 400)
    expect(far.every((one) => one.kind === 'bar')).toBe(true)
    expect(
      far
        .filter((one) => one.label)
        .map((one) => one.label)
        .slice(0, 3),
    ).toEqual(['1', '17', '33'])
    expect(far.length).toBeLessThan(40)
  })

  it('speak only of the window', () => {
    const window = marks(100, 4, 800)
    expect(Math.min(...window.map((one) => one.frame))).toBeGreaterThanOrEqual(100 * 44_100)
    expect(Math.max(...window.map((one) => one.frame))).toBeLessThanOrEqual(104 * 44_100)
    expect(window[0]).toMatchObject({ label: '51' })
  })
})
