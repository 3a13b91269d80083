import type { Job } from '#lib/core/domain/job.ts'
import type { TrashItem } from '#lib/core/domain/trash.ts'
import type { Tables } from '#lib/platform/storage/rows.ts'

export interface StoredFacts {
  /** Differs whenever bytes may have come or gone. */
  mark: string
  trash: TrashItem[]
  failed: Job[]
}

// Not in a `.svelte.ts` file: see `read-song.ts`.
export async function storedFacts({
  tracks,
  separations,
  models,
  trash,
  jobs,
}: Tables): Promise<StoredFacts> {
  const items = await trash.all()
  const failed = await jobs.by('state', 'failed')
  const mark = JSON.stringify([
    (await tracks.all()).map((track) => [track.id, track.state, track.pcm !== null]),
    (await separations.all()).map((row) => [row.id, row.finished.length]),
    (await models.all()).map((row) => row.bytes),
    items.map((item) => item.id),
    failed.filter((job) => job.fault?.code === 'storage-full').map((job) => [job.id, job.endedAt]),
  ])
  return { mark, trash: items.toSorted((a, b) => b.at - a.at), failed }
}
