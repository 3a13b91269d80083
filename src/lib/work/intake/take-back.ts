import { isEnded } from '#lib/core/domain/job.ts'
import type { RowStore, Tables } from '#lib/platform/storage/rows.ts'
import { removeEnrichment } from '../enrichment/insert-enrichment.ts'
import { INTAKE_TABLES, type Added } from './insert-wish.ts'

/**
 * Takes back what was added, as far as nothing came of it since: a track that has its audio by now stays, and an album that
 * holds anything else. Answers how many tracks went.
 */
export function takeBack(rows: RowStore, added: Added): Promise<number> {
  return rows.write(INTAKE_TABLES, async (tables) => {
    const gone = await removeTracks(tables, added.trackIds)
    for (const id of added.jobIds) await removeJob(tables, id)
    for (const id of added.placeIds) await tables.albumTracks.remove(id)
    for (const id of added.albumIds) await removeEmpty(tables, id)
    await tables.batches.remove(added.batchId)
    return gone
  })
}

async function removeTracks(tables: Tables, ids: readonly string[]): Promise<number> {
  let gone = 0
  for (const id of ids) {
    const track = await tables.tracks.get(id)
    if (track?.state !== 'listed') continue
    for (const place of await tables.albumTracks.by('trackId', id)) await tables.albumTracks.remove(place.id)
    for (const job of await tables.jobs.by('trackId', id)) await tables.jobs.remove(job.id)
    await removeEnrichment(tables, id)
    await tables.downloads.remove(id)
    await tables.tracks.remove(id)
    gone++
  }
  return gone
}

/** A running one finds its track gone and ends by itself. */
async function removeJob({ jobs }: Pick<Tables, 'jobs'>, id: string): Promise<void> {
  const job = await jobs.get(id)
  if (job && !isEnded(job.state) && job.state !== 'running') await jobs.remove(id)
}

async function removeEmpty({ albums, albumTracks, tracks }: Tables, id: string): Promise<void> {
  if ((await albumTracks.by('albumId', id)).length > 0) return
  for (const track of await tracks.by('albumId', id))
    await tracks.change(track.id, (row) => ({ ...row, albumId: null }))
  await albums.remove(id)
}
