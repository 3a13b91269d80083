import type { AnalysisDetail } from '#lib/core/domain/analysis-detail.ts'
import type { EditChange } from '#lib/core/domain/analysis-edits.ts'
import type {
  AnalysisEdit,
  AnalysisFeature,
  AnalysisMode,
  AnalysisSource,
  ListenedSource,
} from '#lib/core/domain/analysis.ts'
import type { Outcome } from '#lib/core/domain/outcome.ts'
import type { Results, TrackFacts } from '#lib/core/domain/track-facts.ts'
import type { Grid } from '#lib/core/music/grid.ts'

/** What is known of the songs' tempo, key and the rest, and what people say of it. */
export interface AnalysisRoom {
  /** What counts of every song that is analysed or was corrected. */
  readonly facts: ReadonlyMap<string, TrackFacts>
  /** The song that is open in the studio. */
  readonly song: SongAnalysis
  readonly click: Click
  /** Asks for an analysis; answers the job's id. `full` of the song itself unless told otherwise. */
  analyse(trackId: string, wish?: AnalysisWish): Promise<Outcome<string>>
  /** Corrects a song; the answer takes it back. */
  correct(trackId: string, change: EditChange): Promise<() => Promise<void>>
}

export interface AnalysisWish {
  mode?: AnalysisMode
  source?: AnalysisSource
  /** Only these; left out, those of the mode. */
  features?: readonly AnalysisFeature[]
}

export interface SongAnalysis {
  readonly trackId: string | null
  /** Whether its rows were read. */
  readonly isRead: boolean
  readonly results: Results
  /** Lists and curves of both, as far as they are read. */
  readonly details: Readonly<Record<ListenedSource, AnalysisDetail | null>>
  /** Corrections; the neutral row where there are none. */
  readonly edit: AnalysisEdit
  readonly facts: TrackFacts | null
  /** Beats and bars as they count now; null without a tempo. */
  readonly grid: Grid | null
  /** Pairs of min and max of the song itself, all of it; NaN where nothing is. */
  peaks(columns: number): Promise<Float32Array>
}

/** A click in time with the open song. */
export interface Click {
  readonly on: boolean
  /** Whether there is a grid to click on. */
  readonly possible: boolean
  set(on: boolean): void
}
