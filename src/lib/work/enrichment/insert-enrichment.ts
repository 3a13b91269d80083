import { newEnrichment } from '#lib/core/domain/enrichment.ts'
import type { Track } from '#lib/core/domain/track.ts'
import { newJob } from '#lib/core/jobs/new-job.ts'
import type { Tables } from '#lib/platform/storage/rows.ts'

interface Asking {
  now: number
  newId(): string
}

/**
 * Notes that more is to be learnt of these tracks, in the transaction that writes them, and sees that somebody will. A track that
 * waits for it already does not wait twice.
 */
export async function insertEnrichment(
  tables: Pick<Tables, 'enrichmentTasks' | 'jobs'>,
  tracks: readonly Pick<Track, 'id' | 'albumId'>[],
  { now, newId }: Asking,
): Promise<void> {
  for (const track of tracks) {
    const there = await tables.enrichmentTasks.by('trackId', track.id)
    const [last] = there.toSorted((a, b) => b.createdAt - a.createdAt)
    if (last?.status === 'queued') continue
    // One row a track: what came of it earlier is of no use.
    for (const row of there) await tables.enrichmentTasks.remove(row.id)
    await tables.enrichmentTasks.put(newEnrichment(newId(), track, now))
  }
  if (tracks.length > 0) await seeToEnrichment(tables, { now, newId })
}

/** The same for tracks that are only just written: they cannot wait already. */
export async function insertFirstEnrichment(
  tables: Pick<Tables, 'enrichmentTasks' | 'jobs'>,
  tracks: readonly Pick<Track, 'id' | 'albumId'>[],
  { now, newId }: Asking,
): Promise<void> {
  // Counted on, so that the order of the list is the order in which they come.
  for (const [index, track] of tracks.entries())
    await tables.enrichmentTasks.put(newEnrichment(newId(), track, now + index / 1000))
  if (tracks.length > 0) await seeToEnrichment(tables, { now, newId })
}

/** Takes the wishes of a track away with it. */
export async function removeEnrichment(
  { enrichmentTasks }: Pick<Tables, 'enrichmentTasks'>,
  trackId: string,
): Promise<void> {
  for (const row of await enrichmentTasks.by('trackId', trackId)) await enrichmentTasks.remove(row.id)
}

/** Whoever runs looks for more before it ends, so one that waits is enough. Nothing is written where no track waits. */
export async function seeToEnrichment(
  { enrichmentTasks, jobs }: Pick<Tables, 'enrichmentTasks' | 'jobs'>,
  { now, newId }: Asking,
): Promise<void> {
  const live = [...(await jobs.by('state', 'queued')), ...(await jobs.by('state', 'paused'))]
  if (live.some((job) => job.kind === 'enrich')) return
  const waiting = await enrichmentTasks.by('status', 'queued')
  if (waiting.length === 0) return
  await jobs.put(newJob(newId(), { kind: 'enrich', nonce: newId() }, now))
}
