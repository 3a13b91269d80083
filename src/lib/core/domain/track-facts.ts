import { isEdited } from './analysis-edits.ts'
import type { Analysis, AnalysisEdit, AnalysisMode, AnalysisSource, MusicalKey } from './analysis.ts'
import type { TrackId } from './ids.ts'

/** Who says a number: a measurement of the song, one of its stems, or a person. */
export type FactSource = AnalysisSource | 'person'

/**
 * What counts of a song's analysis, in a row so small that ten thousand are read at once. Written in the transaction that writes
 * an analysis or a correction.
 */
export interface TrackFacts {
  trackId: TrackId
  bpm: number | null
  bpmFrom: FactSource | null
  key: MusicalKey | null
  keyFrom: FactSource | null
  lufs: number | null
  mode: AnalysisMode | null
}

/** Results of one song by what was listened to. */
export interface Results {
  mix: Analysis | null
  stems: Analysis | null
}

export function resultsOf(analyses: readonly Analysis[]): Results {
  const of = (source: AnalysisSource) => analyses.find((one) => one.source === source) ?? null
  return { mix: of('mix'), stems: of('stems') }
}

/** The groups in which a result from stems takes the place of the mix's: where it was measured to be better on unseen files. */
const STEMS_FIRST = { tempo: false, key: false } as const

/** The result whose tempo or key counts; null when neither knows one. */
export function resultFor(group: keyof typeof STEMS_FIRST, { mix, stems }: Results): Analysis | null {
  const knows = (one: Analysis | null) =>
    group === 'tempo' ? one?.tempo?.bpm != null : one?.key?.key != null
  const order = STEMS_FIRST[group] ? [stems, mix] : [mix, stems]
  return order.find(knows) ?? null
}

/** Null when there is nothing to say. */
export function factsOf(
  trackId: TrackId,
  analyses: readonly Analysis[],
  edit: AnalysisEdit | null,
): TrackFacts | null {
  if (analyses.length === 0 && !isEdited(edit)) return null
  const results = resultsOf(analyses)
  const tempo = resultFor('tempo', results)
  const key = resultFor('key', results)
  const measured = tempo?.tempo?.bpm ?? null
  const bpm = edit?.bpm ?? (measured === null ? null : measured * (edit?.factor ?? 1))
  const isBpmByPerson = edit !== null && (edit.bpm !== null || edit.factor !== 1)
  return {
    trackId,
    bpm,
    bpmFrom: bpm === null ? null : isBpmByPerson ? 'person' : (tempo?.source ?? null),
    key: edit?.key ?? key?.key?.key ?? null,
    keyFrom: edit?.key ? 'person' : (key?.source ?? null),
    lufs: results.mix?.loudness?.integratedLufs ?? null,
    mode: results.mix?.mode ?? null,
  }
}
