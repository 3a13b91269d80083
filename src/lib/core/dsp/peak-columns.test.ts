import { describe, expect, it } from 'vitest'
import { addPeaks, emptyColumns } from './peak-columns.ts'
import { PEAK_FRAMES } from './peaks.ts'

const ramp = (count: number) => Int8Array.from({ length: count * 2 }, (_, i) => (i % 2 ? i >> 1 : -(i >> 1)))

describe('waveform columns', () => {
  it('hold the lowest and highest of all that lies under them', () => {
    const out = emptyColumns(2)
    addPeaks(out, { start: 0, width: 4 * PEAK_FRAMES, columns: 2 }, 0, ramp(8))
    expect([...out].map((value) => Math.round(value * 127))).toEqual([-3, 3, -7, 7])
  })

  it('stay unknown where no piece is', () => {
    const out = emptyColumns(4)
    addPeaks(out, { start: 0, width: PEAK_FRAMES, columns: 4 }, PEAK_FRAMES, ramp(2))
    expect([...out].map((value) => Number.isNaN(value))).toEqual([
      true,
      true,
      false,
      false,
      false,
      false,
      true,
      true,
    ])
  })

  it('repeat a peak that is wider than a column, and start in the middle of a piece', () => {
    const out = emptyColumns(4)
    addPeaks(out, { start: 3 * PEAK_FRAMES, width: PEAK_FRAMES / 2, columns: 4 }, 0, ramp(8))
    expect([...out].filter((_, i) => i % 2).map((value) => Math.round(value * 127))).toEqual([3, 3, 4, 4])
  })
})
