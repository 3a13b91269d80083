import { firstAfter, nearestIndex, type Grid } from './grid.ts'

/** A place as musicians count it: bar 1 beat 1 is the first bar's first beat; bar 0 is what comes before it. */
export interface BarPlace {
  bar: number
  beat: number
}

/** How far past a bar's beginning a step back still goes to the bar before, in seconds: a song that plays moves on. */
const BACK_SLACK_S = 0.35
/** What counts as the same moment, in seconds: half a frame of any display. */
const SAME_S = 0.005

const barStart = (grid: Grid, bar: number) => grid.beats[grid.bars[bar] ?? -1]

/** Where `at` seconds lies; null before the first beat. */
export function barPlaceAt(grid: Grid, at: number): BarPlace | null {
  const beat = firstAfter(grid.beats, at + SAME_S) - 1
  if (beat < 0) return null
  const bar = firstAfter(grid.bars, beat)
  const begins = bar === 0 ? 0 : (grid.bars[bar - 1] ?? 0)
  return { bar, beat: beat - begins + 1 }
}

/** The beginning of the next bar (`by` 1) or of this one or the one before (-1); the song's ends where there is none. */
export function barStep(grid: Grid, at: number, by: 1 | -1, durationS: number): number {
  const starts = Float64Array.from(grid.bars, (index) => grid.beats[index] ?? 0)
  if (by > 0) return starts[firstAfter(starts, at + SAME_S)] ?? durationS
  const bar = firstAfter(starts, at - SAME_S) - 1
  const from = starts[bar] ?? 0
  const isJustPast = at - from < BACK_SLACK_S && from < at - SAME_S
  return (isJustPast ? starts[bar - 1] : starts[bar]) ?? 0
}

/** The beat nearest to `at`, or `at` itself where there are none. */
export function nearestBeat(grid: Grid, at: number): number {
  return grid.beats[nearestIndex(grid.beats, at)] ?? at
}

/** Both ends on their nearest beats, at least one beat apart. */
export function onBeats(grid: Grid, start: number, end: number): { start: number; end: number } {
  if (grid.beats.length < 2) return { start, end }
  const last = grid.beats.length - 1
  const from = Math.min(nearestIndex(grid.beats, Math.min(start, end)), last - 1)
  const to = Math.max(nearestIndex(grid.beats, Math.max(start, end)), from + 1)
  return { start: grid.beats[from] ?? start, end: grid.beats[to] ?? end }
}

/** The next `bars` bars from the one `at` lies in; null where the song is shorter. */
export function barsFrom(grid: Grid, at: number, bars: number): { start: number; end: number } | null {
  const starts = grid.bars
  const bar = Math.max(
    0,
    firstAfter(
      Array.from(starts, (index) => grid.beats[index] ?? 0),
      at + SAME_S,
    ) - 1,
  )
  const start = barStart(grid, bar)
  const end = barStart(grid, bar + bars)
  return start === undefined || end === undefined ? null : { start, end }
}
