import type { Export, FolderHandle } from '#lib/core/domain/export.ts'
import { fault } from '#lib/core/domain/fault.ts'
import { done, failed, type Outcome } from '#lib/core/domain/outcome.ts'
import type { Recipe } from '#lib/core/domain/recipe.ts'
import { planFiles } from '#lib/core/exports/plan-files.ts'
import { newJob } from '#lib/core/jobs/new-job.ts'
import type { RowStore } from '#lib/platform/storage/rows.ts'
import type { Asking } from '../queue/asking.ts'
import { insertJob } from '../queue/insert.ts'
import { readSettings } from '../settings-rows.ts'
import { readSongs, SONG_TABLES } from './read-songs.ts'

export interface ExportWish {
  trackIds: readonly string[]
  recipe: Recipe
  name: string
  folder: FolderHandle | null
}

/** Writes the export with all its files and its job in one transaction. Faults: `track-gone`, or why none of its files can be. */
export function insertExport(
  rows: Pick<RowStore, 'write'>,
  wish: ExportWish,
  asking: Asking,
): Promise<Outcome<Export>> {
  return rows.write([...SONG_TABLES, 'settings', 'exports', 'exportFiles', 'jobs'], async (tables) => {
    const songs = await readSongs(tables, wish.trackIds)
    if (songs.length === 0) return failed(fault('track-gone'))
    const { keyNotation } = await readSettings(tables)
    const id = asking.newId()
    const plan = planFiles({ id, name: wish.name, recipe: wish.recipe }, songs, keyNotation)
    if (plan.files.every(({ trackId }) => trackId === null))
      return failed(plan.leftOut[0]?.fault ?? fault('stem-missing'))
    const trackId = songs.length === 1 ? (songs[0]?.track.id ?? null) : null
    const job = newJob(asking.newId(), { kind: 'export', exportId: id, trackId }, asking.now)
    const row: Export = {
      ...{ id, jobId: job.id, name: wish.name, trackIds: songs.map(({ track }) => track.id) },
      ...{ recipe: wish.recipe, createdAt: asking.now, madeAt: null, savedAt: null, leftOut: plan.leftOut },
      ...(wish.folder ? { folder: wish.folder } : {}),
    }
    await tables.exports.put(row)
    for (const file of plan.files) await tables.exportFiles.put(file)
    await insertJob(tables, job)
    return done(row)
  })
}
