import type { Analysis, AnalysisFeature, AnalysisMode, AnalysisSource } from '#lib/core/domain/analysis.ts'
import type { Outcome } from '#lib/core/domain/outcome.ts'
import type { StemName } from '#lib/core/domain/separation.ts'
import type { Fit } from '#lib/core/match/same-sound.ts'

export interface AnalysisOrder {
  trackId: string
  source: AnalysisSource
  /** Length of the decoded song, at 44.1 kHz. */
  frames: number
  /** Of the file itself; a mono file is measured as one channel. */
  sampleRate: number
  channels: number
  features: AnalysisFeature[]
  mode: AnalysisMode
  /** For `stems`: the whole separation to listen to. */
  separation: { id: string; stems: StemName[] } | null
  /** An earlier result of this version is there: what is not asked for now stays in its lists and curves. */
  keep: boolean
}

/** What was found; the page adds when and under which id. */
export type Finding = Omit<Analysis, 'id' | 'trackId' | 'createdAt'>

/** 0 to 1; crosses as a comlink `proxy()` callback, about four times a second. */
export type AnalysisTick = (fraction: number) => void

/** Two decoded sounds: a song, and an excerpt of what may be it. */
export interface CompareOrder {
  song: { trackId: string; frames: number }
  excerpt: { trackId: string; frames: number }
}

/** `workers/analysis/analysis.worker.ts`: reads pieces, writes the lists and curves, answers the rest. */
export interface AnalysisWorker {
  run(order: AnalysisOrder, tick: AnalysisTick): Promise<Outcome<Finding>>
}

/** What the same worker can besides; the one for second opinions cannot. */
export interface CompareWorker {
  /** Where the excerpt fits best; null where one of the two is too even to tell. */
  compare(order: CompareOrder, tick: AnalysisTick): Promise<Outcome<Fit | null>>
}
