import type { FrameRange } from '#lib/core/domain/separation.ts'
import { SAMPLE_RATE } from '#lib/core/dsp/segments.ts'
import { barsFrom, barStep, nearestBeat, onBeats } from '#lib/core/music/grid-places.ts'
import type { Grid } from '#lib/core/music/grid.ts'

// Places of the grid in frames, as the studio counts.
const framesOf = (seconds: number) => Math.round(seconds * SAMPLE_RATE)
const secondsOf = (frame: number) => frame / SAMPLE_RATE
const rangeOf = ({ start, end }: { start: number; end: number }): FrameRange => ({
  start: framesOf(start),
  end: framesOf(end),
})

export const toBar = (grid: Grid, frame: number, by: 1 | -1, frames: number) =>
  framesOf(barStep(grid, secondsOf(frame), by, secondsOf(frames)))

export const toBeat = (grid: Grid | null, frame: number) =>
  grid ? framesOf(nearestBeat(grid, secondsOf(frame))) : frame

/** Both ends on beats where there is a grid. */
export const snapped = (grid: Grid | null, { start, end }: FrameRange): FrameRange =>
  grid ? rangeOf(onBeats(grid, secondsOf(start), secondsOf(end))) : { start, end }

/** Four bars from the one under `frame`; null without a grid or where the song is shorter. */
export function fourBars(grid: Grid | null, frame: number): FrameRange | null {
  const found = grid && barsFrom(grid, secondsOf(frame), 4)
  return found && rangeOf(found)
}
