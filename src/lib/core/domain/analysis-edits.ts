import { nearestBeat } from '../music/grid-places.ts'
import type { Grid } from '../music/grid.ts'
import { isTempo, type TapTempo } from '../music/tempo.ts'
import type { AnalysisEdit } from './analysis.ts'

/** What a correction changes of the row. */
export type EditChange = Partial<Omit<AnalysisEdit, 'trackId' | 'changedAt'>>

/** How far measured beats may be halved or doubled. */
const LEAST_FACTOR = 0.125
const MOST_FACTOR = 8
export const MOST_BEATS_PER_BAR = 16

/** Whether it says anything at all. */
export function isEdited(edit: AnalysisEdit | null): edit is AnalysisEdit {
  return edit !== null && (isGridEdited(edit) || edit.key !== null)
}

/** Whether beats or bars are other than measured. */
export function isGridEdited(edit: AnalysisEdit | null): boolean {
  if (!edit) return false
  const { bpm, factor, shiftS, downbeatS, beatsPerBar } = edit
  return bpm !== null || factor !== 1 || shiftS !== 0 || downbeatS !== null || beatsPerBar !== null
}

export const GRID_AS_MEASURED = {
  bpm: null,
  factor: 1,
  shiftS: 0,
  downbeatS: null,
  beatsPerBar: null,
} as const satisfies EditChange

/** Double (2) or half (0.5) the tempo; null where that is no tempo any more. */
export function tempoTimes(edit: AnalysisEdit, by: number, bpm: number): EditChange | null {
  if (!isTempo(bpm * by)) return null
  if (edit.bpm !== null) return { bpm: edit.bpm * by }
  const factor = edit.factor * by
  return factor < LEAST_FACTOR || factor > MOST_FACTOR ? null : { factor }
}

/** Moves every beat by `seconds`, a downbeat that was set along with them. */
export function nudged(edit: AnalysisEdit, seconds: number): EditChange {
  const { shiftS, downbeatS } = edit
  // A millionth of a second is kept, so that a nudge and its opposite leave nothing.
  const round = (value: number) => Math.round(value * 1e6) / 1e6
  return {
    shiftS: round(shiftS + seconds),
    downbeatS: downbeatS === null ? null : round(Math.max(0, downbeatS + seconds)),
  }
}

/** The bar begins at the beat nearest to `at`. */
export function downbeatAt(grid: Grid | null, at: number): EditChange {
  return { downbeatS: Math.max(0, grid ? nearestBeat(grid, at) : at) }
}

/** A steady tempo whose beats stand where they were tapped. The bar begins at the tapped beat nearest to the old downbeat. */
export function tempoFromTaps({ bpm, phaseS }: TapTempo, edit: AnalysisEdit): EditChange {
  const period = 60 / bpm
  const near = edit.downbeatS ?? phaseS
  const at = phaseS + Math.round((near - phaseS) / period) * period
  const first = at < 0 ? at + Math.ceil(-at / period) * period : at
  return { bpm: Math.round(bpm * 100) / 100, factor: 1, shiftS: 0, downbeatS: first }
}

/** A tempo that a person typed: steady, from the downbeat that holds now. */
export function tempoSet(bpm: number, grid: Grid | null): EditChange | null {
  if (!isTempo(bpm)) return null
  const first = grid?.beats[grid.bars[0] ?? 0]
  return { bpm, factor: 1, shiftS: 0, downbeatS: first ?? null }
}
