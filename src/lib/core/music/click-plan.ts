import type { ClickLead, ClickPlan } from '../dsp/click.ts'
import { SAMPLE_RATE } from '../dsp/segments.ts'
import { countInAt } from './count-in.ts'
import type { Grid } from './grid.ts'

const frameOf = (seconds: number) => Math.round(seconds * SAMPLE_RATE)

/** A click on every beat of the grid, with an accent where a bar begins. `gain` is linear. */
export function clickPlan(grid: Grid, gain: number): ClickPlan {
  const accents = new Uint8Array(grid.beats.length)
  for (const index of grid.bars) accents[index] = 1
  return { frames: Int32Array.from(grid.beats, frameOf), accents, gain }
}

/** One bar of clicks before play begins at `frame`. */
export function clickLead(grid: Grid, frame: number, gain: number): ClickLead {
  const { offsets, accents, lengthS } = countInAt(grid, frame / SAMPLE_RATE)
  return {
    frames: Int32Array.from(offsets, frameOf),
    accents: Uint8Array.from(accents, Number),
    gain,
    length: frameOf(lengthS),
  }
}
