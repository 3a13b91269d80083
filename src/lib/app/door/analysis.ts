import { type AnalysisFields, fieldsOf } from '#lib/core/domain/analysis-fields.ts'
import { analysisId, type AnalysisSource } from '#lib/core/domain/analysis.ts'
import { fault, FaultError } from '#lib/core/domain/fault.ts'
import { insertAnalysis } from '#lib/work/queue/new-analysis.ts'
import { readDetail } from '../analysis/read-analysis.ts'
import type { DoorNeeds } from './door.ts'
import type { AnalyseWish } from './sound-forge.ts'

/** The id of the analysis' job; the same asked again, and not ended, is the same job. Fault: `track-gone`. */
export function askAnalysis(
  { rows, clock, newId }: Pick<DoorNeeds, 'rows' | 'clock' | 'newId'>,
  trackId: string,
  { mode = 'full', features, source = 'mix' }: AnalyseWish,
): Promise<string> {
  return rows.write(['tracks', 'jobs'], async (tables) => {
    const track = await tables.tracks.get(trackId)
    if (!track) throw new FaultError(fault('track-gone'))
    const asked = { mode, source, byHand: true, now: clock.now(), newId }
    return (await insertAnalysis(tables, trackId, features ? { ...asked, features } : asked)).id
  })
}

/** The result with its lists and curves, or null where there is none. */
export async function readFields(
  { rows, blobs }: Pick<DoorNeeds, 'rows' | 'blobs'>,
  trackId: string,
  source: AnalysisSource,
): Promise<AnalysisFields | null> {
  const row = await rows.read(['analyses'], ({ analyses }) => analyses.get(analysisId(trackId, source)))
  return row && fieldsOf(row, await readDetail(blobs, row))
}
