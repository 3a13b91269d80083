import { isEdited, type EditChange } from '#lib/core/domain/analysis-edits.ts'
import { noEdit, type AnalysisEdit } from '#lib/core/domain/analysis.ts'
import type { RowStore } from '#lib/platform/storage/rows.ts'
import { FACTS_TABLES, refreshFacts } from './track-facts.ts'

/**
 * Writes a correction beside the result, with what counts from then on; a song that is as measured again has no row. Answers the
 * change that takes it back.
 */
export function writeEdit(
  rows: RowStore,
  trackId: string,
  change: EditChange,
  now: number,
): Promise<EditChange> {
  return rows.write(FACTS_TABLES, async (tables) => {
    const before = (await tables.analysisEdits.get(trackId)) ?? noEdit(trackId)
    const after: AnalysisEdit = { ...before, ...change, changedAt: now }
    await (isEdited(after) ? tables.analysisEdits.put(after) : tables.analysisEdits.remove(trackId))
    await refreshFacts(tables, trackId)
    const names = Object.keys(change) as (keyof EditChange)[]
    return Object.fromEntries(names.map((name) => [name, before[name]])) as EditChange
  })
}
