import { bpmOf } from '../music/grid.ts'
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
  /** Stands beside the others, and never counts. */
  opinion?: Analysis | null
}

export function resultsOf(analyses: readonly Analysis[]): Results {
  const of = (source: AnalysisSource) => analyses.find((one) => one.source === source) ?? null
  return { mix: of('mix'), stems: of('stems'), opinion: of('opinion') }
}

/** The groups in which a result from stems takes the place of the mix's: where it was measured to be better on unseen files. */
const STEMS_FIRST = { tempo: false, key: false } as const

/** The result whose tempo or key counts; null when neither knows one. */
export function resultFor(group: keyof typeof STEMS_FIRST, { mix, stems }: Results): Analysis | null {
  const order = STEMS_FIRST[group] ? [stems, mix] : [mix, stems]
  const known = group === 'tempo' ? measuredBpm : measuredKey
  return order.find((one) => known(one) !== null) ?? null
}

const measuredBpm = (result: Analysis | null) => result?.tempo?.bpm ?? null
const measuredKey = (result: Analysis | null) => result?.key?.key ?? null

/** Null when there is nothing to say. */
export function factsOf(
  trackId: TrackId,
  analyses: readonly Analysis[],
  edit: AnalysisEdit | null,
): TrackFacts | null {
  if (analyses.length === 0 && !isEdited(edit)) return null
  const results = resultsOf(analyses)
  const { mix } = results
  const lufs = mix?.loudness?.integratedLufs ?? null
  return { trackId, ...tempoOf(results, edit), ...keyOf(results, edit), lufs, mode: mix?.mode ?? null }
}

function tempoOf(results: Results, edit: AnalysisEdit | null): Pick<TrackFacts, 'bpm' | 'bpmFrom'> {
  const result = resultFor('tempo', results)
  const bpm = bpmOf(measuredBpm(result), edit ?? { bpm: null, factor: 1 })
  if (bpm === null) return { bpm, bpmFrom: null }
  const isByPerson = edit !== null && (edit.bpm !== null || edit.factor !== 1)
  return { bpm, bpmFrom: isByPerson ? 'person' : (result?.source ?? null) }
}

function keyOf(results: Results, edit: AnalysisEdit | null): Pick<TrackFacts, 'key' | 'keyFrom'> {
  if (edit?.key) return { key: edit.key, keyFrom: 'person' }
  const result = resultFor('key', results)
  return { key: measuredKey(result), keyFrom: result?.source ?? null }
}
