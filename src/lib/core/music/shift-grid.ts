import { firstAfter, type Grid } from './grid.ts'

/** Beats this close to an end are on it, in seconds. */
const SAME_S = 1e-6

/**
 * The grid of a file whose time is the song's plus `shiftS`: what was cut off is gone, and before the first beat it is carried on at
 * the pace at which the song begins, so that a silence put in front has its bars.
 */
export function shiftGrid(grid: Grid, shiftS: number, durationS: number): Grid {
  const moved = grid.beats.map((beat) => beat + shiftS)
  const from = firstAfter(moved, -SAME_S)
  const to = firstAfter(moved, durationS + SAME_S)
  const inside = moved.subarray(from, to).map((beat) => Math.max(0, beat))
  const before = shiftS > 0 ? carriedBack(inside) : []
  const offset = before.length - from
  const bars = Array.from(grid.bars, (index) => index + offset).filter(
    (index) => index >= before.length && index < before.length + inside.length,
  )
  for (let bar = (bars[0] ?? 0) - grid.beatsPerBar; bars.length > 0 && bar >= 0; bar -= grid.beatsPerBar) {
    if (bar < before.length) bars.unshift(bar)
  }
  return { ...grid, beats: Float64Array.from([...before, ...inside]), bars: Uint32Array.from(bars) }
}

function carriedBack(beats: Float64Array): number[] {
  const [first = 0, second = 0] = beats
  const period = second - first
  const before: number[] = []
  if (period > 0) for (let at = first - period; at >= -SAME_S; at -= period) before.unshift(Math.max(0, at))
  return before
}
