import { newDownload, type Quality } from '#lib/core/domain/download.ts'
import type { Job } from '#lib/core/domain/job.ts'
import type { Track } from '#lib/core/domain/track.ts'
import { newJob } from '#lib/core/jobs/new-job.ts'
import type { Tables } from '#lib/platform/storage/rows.ts'
import { insertJob } from '../queue/insert.ts'

export interface DownloadAsked {
  now: number
  newId(): string
  quality: Quality
  batchId?: string | null
  /** A person asks: it goes before what was queued by itself. */
  byHand?: boolean
}

/** The download's row and job, in the transaction of the caller. A track that has its sound gets none. */
export async function insertDownload(
  tables: Pick<Tables, 'downloads' | 'jobs'>,
  track: Track,
  asked: DownloadAsked,
): Promise<Job | null> {
  if (track.file !== null) return null
  const row = await tables.downloads.get(track.id)
  const fresh = row ?? newDownload(track.id, asked.quality, asked.now)
  await tables.downloads.put({ ...fresh, quality: asked.quality })
  const wish = {
    kind: 'download',
    trackId: track.id,
    quality: asked.quality,
    batchId: asked.batchId ?? null,
  } as const
  return insertJob(tables, newJob(asked.newId(), wish, asked.now, { priority: asked.byHand ? 1 : 0 }))
}

/** By itself it is only asked for once: what ended with a question to a person, or with nothing, stays with them. */
export async function insertFirstDownload(
  tables: Pick<Tables, 'downloads' | 'jobs'>,
  track: Track,
  asked: DownloadAsked,
): Promise<void> {
  if (await tables.downloads.get(track.id)) return
  await insertDownload(tables, track, asked)
}
