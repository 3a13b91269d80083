import { barPlaceAt } from './grid-places.ts'
import type { Grid } from './grid.ts'

/** Clicks of one bar before the song begins: offsets in seconds from the first click; the song begins at `lengthS`. */
export interface CountIn {
  offsets: number[]
  /** Which of the offsets fall on a bar's first beat. */
  accents: boolean[]
  lengthS: number
}

/** One bar at the pace of the bar that `at` seconds lies in, in step with the grid: the beat that the song enters on follows. */
export function countInAt(grid: Grid, at: number): CountIn {
  const period = periodAt(grid, at)
  const length = period * grid.beatsPerBar
  const next = grid.beats.find((beat) => beat >= at - 1e-4) ?? at
  // Beats before `at`, counted back from the next one on the grid; each with its place in the bar.
  const place = barPlaceAt(grid, next)
  const offsets: number[] = []
  const accents: boolean[] = []
  const toNext = Math.max(0, next - at)
  const count = Math.floor((length + toNext) / period + 1e-6)
  for (let back = count; back > 0; back--) {
    const offset = length + toNext - back * period
    if (offset < -1e-6 || offset >= length - 1e-6) continue
    offsets.push(Math.max(0, offset))
    const beat = ((((place?.beat ?? 1) - 1 - back) % grid.beatsPerBar) + grid.beatsPerBar) % grid.beatsPerBar
    accents.push(beat === 0)
  }
  return { offsets, accents, lengthS: length }
}

function periodAt(grid: Grid, at: number): number {
  const index = Math.max(
    1,
    grid.beats.findIndex((beat) => beat > at),
  )
  const gap = (grid.beats[index] ?? 0) - (grid.beats[index - 1] ?? 0)
  return gap > 0 ? gap : 60 / grid.bpm
}
