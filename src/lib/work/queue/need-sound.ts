import { isEnded } from '#lib/core/domain/job.ts'
import { newJob } from '#lib/core/jobs/new-job.ts'
import type { RowStore, Tables } from '#lib/platform/storage/rows.ts'
import type { Asking } from './asking.ts'
import { insertJob } from './insert.ts'

/**
 * The jobs that whoever reads a song's decoded sound has to wait for: its preparation, where that is not done; asked for anew
 * where the sound was freed to make room.
 */
export async function soundJobs(
  tables: Pick<Tables, 'tracks' | 'jobs'>,
  trackId: string,
  asking: Asking,
): Promise<string[]> {
  const jobs = await tables.jobs.by('trackId', trackId)
  const live = jobs.filter((job) => job.kind === 'prepare' && !isEnded(job.state)).map((job) => job.id)
  const track = await tables.tracks.get(trackId)
  if (live.length > 0 || track?.state !== 'ready' || track.pcm || !track.file) return live
  const job = newJob(asking.newId(), { kind: 'prepare', trackId }, asking.now, { priority: 1 })
  return [(await insertJob(tables, job)).id]
}

/** Has freed sound decoded again for a song that somebody opens and that has no stems to play instead. */
export async function wakeSound(
  rows: Pick<RowStore, 'read' | 'write'>,
  trackId: string,
  asking: Asking,
): Promise<void> {
  const asleep = await rows.read(['tracks', 'separations'], async ({ tracks, separations }) => {
    const track = await tracks.get(trackId)
    if (track?.state !== 'ready' || track.pcm) return false
    return !(await separations.by('trackId', trackId)).some((row) => row.finished.length > 0)
  })
  if (asleep) await rows.write(['tracks', 'jobs'], (tables) => soundJobs(tables, trackId, asking))
}
