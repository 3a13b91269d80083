import { layersOf } from '#lib/core/enrichment/layers.ts'
import type { RowStore } from '#lib/platform/storage/rows.ts'
import { insertEnrichment, seeToEnrichment } from '#lib/work/enrichment/insert-enrichment.ts'
import { readEnrichment } from './read-enrichment.ts'

interface Asking {
  now: number
  newId(): string
}

/** Notes that more is to be learnt of these songs. */
export function askToLearn(rows: RowStore, trackIds: readonly string[], asking: Asking): Promise<void> {
  return rows.write(['tracks', 'enrichmentTasks', 'jobs'], async (tables) => {
    const all = await Promise.all(trackIds.map((id) => tables.tracks.get(id)))
    const tracks = all.filter((track) => track !== null)
    await insertEnrichment(tables, tracks, asking)
  })
}

/** Takes up again what ended in an error. */
export function learnAgain(rows: RowStore, asking: Asking): Promise<void> {
  return rows.write(['enrichmentTasks', 'jobs'], async (tables) => {
    for (const row of await tables.enrichmentTasks.by('status', 'error'))
      await tables.enrichmentTasks.put({
        ...row,
        status: 'queued',
        errorMessage: null,
        updatedAt: asking.now,
      })
    await seeToEnrichment(tables, asking)
  })
}

/** Sees that somebody is at what waits. */
export function seeToLearning(rows: RowStore, asking: Asking): Promise<void> {
  return rows.write(['enrichmentTasks', 'jobs'], (tables) => seeToEnrichment(tables, asking))
}

/** Follows the six steps; returns stop. */
export function watchLayers(rows: RowStore, tell: (layers: ReturnType<typeof layersOf>) => void): () => void {
  return rows.watch(readEnrichment, (now) => tell(layersOf({ ...now, lostCovers: 0 })))
}
