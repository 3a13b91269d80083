import type { AnalysisDetail } from '#lib/core/domain/analysis-detail.ts'
import type { ListenedSource } from '#lib/core/domain/analysis.ts'
import { resultFor, resultsOf, type Results } from '#lib/core/domain/track-facts.ts'
import { clickLead, clickPlan } from '#lib/core/music/click-plan.ts'
import { gridOf, type Grid } from '#lib/core/music/grid.ts'
import type { PlayerClick } from '#lib/platform/audio/player.ts'
import { pulseOf, readAnalysis, readDetail, type AnalysisRows } from '#lib/work/analysis/read-analysis.ts'

/** What makes results and beats of rows: fetched with the first song that is opened. */
export const songReading = { readAnalysis, readDetail, resultsOf, gridNow, clickOn }

export type SongReading = typeof songReading

type Details = Readonly<Record<ListenedSource, AnalysisDetail | null>>

function gridNow(rows: AnalysisRows, results: Results, details: Details): Grid | null {
  const result = resultFor('tempo', results)
  const detail = result && result.source !== 'opinion' ? details[result.source] : null
  // Until the beats are read there is no grid: one that jumps a moment later would be worse than none.
  const isSteady = (rows.edit?.bpm ?? null) !== null
  if (result && !detail && !isSteady) return null
  return gridOf(result && pulseOf(result, detail), rows.edit, rows.durationS)
}

function clickOn(grid: Grid, gain: number, counts: boolean): PlayerClick {
  return {
    ...clickPlan(grid, gain),
    leadAt: (frame) => (counts ? clickLead(grid, frame, gain) : null),
  }
}
