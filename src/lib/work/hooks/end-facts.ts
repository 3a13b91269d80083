import type { EndFacts } from '#lib/core/channel/track-events.ts'
import type { Job } from '#lib/core/domain/job.ts'
import type { Tables } from '#lib/platform/storage/rows.ts'

/** What the rows say of an ended job's song, for those who are told of its end. */
export async function endFacts(job: Job, tables: Pick<Tables, 'tracks' | 'separations'>): Promise<EndFacts> {
  const track = job.trackId === null ? null : await tables.tracks.get(job.trackId)
  const separation = job.wish.kind === 'separate' ? await tables.separations.get(job.wish.separationId) : null
  return {
    file: track?.file ? { name: track.file.name, bytes: track.file.bytes } : null,
    stems: separation?.stems ?? null,
    analysis: null,
  }
}
