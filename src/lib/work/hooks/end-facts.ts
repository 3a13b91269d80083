import type { EndFacts } from '#lib/core/channel/track-events.ts'
import { analysisId, type MusicalKey } from '#lib/core/domain/analysis.ts'
import type { Job } from '#lib/core/domain/job.ts'
import type { Tables } from '#lib/platform/storage/rows.ts'

/** What the rows say of an ended job's song, for those who are told of its end. */
export async function endFacts(
  job: Job,
  tables: Pick<Tables, 'tracks' | 'separations' | 'analyses'>,
): Promise<EndFacts> {
  const track = job.trackId === null ? null : await tables.tracks.get(job.trackId)
  const separation = job.wish.kind === 'separate' ? await tables.separations.get(job.wish.separationId) : null
  return {
    file: track?.file ? { name: track.file.name, bytes: track.file.bytes } : null,
    stems: separation?.stems ?? null,
    analysis: await analysisOf(job, tables),
  }
}

async function analysisOf(job: Job, { analyses }: Pick<Tables, 'analyses'>): Promise<EndFacts['analysis']> {
  if (job.wish.kind !== 'analyse') return null
  const found = await analyses.get(analysisId(job.wish.trackId, job.wish.source))
  if (!found) return null
  const key = found.key?.key
  return {
    tempo: found.tempo?.bpm ?? null,
    key: key ? keyName(key) : null,
    energy: found.energy?.energy ?? null,
  }
}

const NOTES = ['C', 'C#', 'D', 'D#', 'E', 'F', 'F#', 'G', 'G#', 'A', 'A#', 'B']

/** As the older contract wrote it: `C# minor`. */
const keyName = ({ tonic, mode }: MusicalKey) => `${NOTES[tonic] ?? ''} ${mode}`
