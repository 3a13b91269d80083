import { type AnalysisFields, fieldsOf } from '#lib/core/domain/analysis-fields.ts'
import { analysisId, type AnalysisSource } from '#lib/core/domain/analysis.ts'
import type { Clock } from '#lib/core/domain/clock.ts'
import type { BlobStore } from '#lib/platform/blobs/blob-store.ts'
import type { RowStore } from '#lib/platform/storage/rows.ts'
import { askAnalysis as askByRows } from '../analysis/ask-analysis.ts'
import { readDetail } from '#lib/work/analysis/read-analysis.ts'
import type { AnalyseWish } from './sound-forge.ts'

interface AnalysisNeeds {
  rows: Pick<RowStore, 'read' | 'write'>
  blobs: Pick<BlobStore, 'get' | 'keys'>
  clock: Pick<Clock, 'now'>
  newId(): string
}

/** The id of the analysis' job; the same asked again, and not ended, is the same job. Faults: `track-gone`, `no-audio`. */
export function askAnalysis(
  { rows, clock, newId }: Pick<AnalysisNeeds, 'rows' | 'clock' | 'newId'>,
  trackId: string,
  { mode = 'full', features, source = 'mix' }: AnalyseWish,
): Promise<string> {
  const asked = { mode, source, byHand: true, now: clock.now(), newId }
  return askByRows(rows, trackId, features ? { ...asked, features } : asked)
}

/** The result with its lists and curves, or null where there is none. */
export async function readFields(
  { rows, blobs }: Pick<AnalysisNeeds, 'rows' | 'blobs'>,
  trackId: string,
  source: AnalysisSource,
): Promise<AnalysisFields | null> {
  const row = await rows.read(['analyses'], ({ analyses }) => analyses.get(analysisId(trackId, source)))
  return row && fieldsOf(row, await readDetail(blobs, row))
}
