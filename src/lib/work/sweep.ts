import { isEnded } from '#lib/core/domain/job.ts'
import { modelPrefix, separationPrefix, trackPrefix } from '#lib/core/domain/keys.ts'
import type { BlobStore } from '#lib/platform/blobs/blob-store.ts'
import type { RowStore } from '#lib/platform/storage/rows.ts'

/** The lock under which bytes may lie without a row: held together by those who bring or remove, alone by the sweep. */
export const UNOWNED_BYTES = 'sfa-unowned-bytes'

/** Distinct ids in keys like `track/<id>/…`. */
function idsIn(keys: readonly string[]): string[] {
  return [...new Set(keys.map((key) => key.split('/')[1] ?? ''))]
}

/**
 * Frees bytes that no row speaks of: what a page that died left of a removal, a cancelled job or a half-added file. To be
 * run only while nobody holds `UNOWNED_BYTES`. Answers the prefixes that were freed.
 */
export async function sweep(rows: RowStore, blobs: BlobStore): Promise<string[]> {
  // Keys first: what gets its row after this moment is seen to have it.
  const keys = await Promise.all(['track/', 'stems/', 'model/'].map((prefix) => blobs.keys(prefix)))
  const [tracks, stems, models] = keys.map(idsIn)
  const owned = await rows.read(['tracks', 'separations', 'models', 'jobs'], async (tables) => ({
    tracks: new Set((await tables.tracks.all()).map((track) => track.id)),
    stems: new Set((await tables.separations.all()).map((row) => row.id)),
    models: new Set(
      (await tables.models.all()).flatMap((row) => [
        ...row.parts,
        ...row.imported.map((graph) => graph.sha256),
      ]),
    ),
    // A part in flight is kept a moment before its row names it.
    fetching: (await tables.jobs.all()).some((job) => job.kind === 'get-model' && !isEnded(job.state)),
  }))
  const orphans = [
    ...(tracks ?? []).filter((id) => !owned.tracks.has(id)).map(trackPrefix),
    ...(stems ?? []).filter((id) => !owned.stems.has(id)).map(separationPrefix),
    ...(owned.fetching ? [] : (models ?? []).filter((hash) => !owned.models.has(hash)).map(modelPrefix)),
  ]
  for (const prefix of orphans) await blobs.removeAll(prefix)
  return orphans
}
