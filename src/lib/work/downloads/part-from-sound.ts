import type { Download } from '#lib/core/domain/download.ts'
import { NO_FACTS, type Track } from '#lib/core/domain/track.ts'
import type { Tables } from '#lib/platform/storage/rows.ts'
import { insertEnrichment } from '../enrichment/insert-enrichment.ts'

type Touched = Pick<Tables, 'tracks' | 'downloads' | 'albumTracks' | 'enrichmentTasks' | 'jobs'>

/**
 * Parts a song from sound that turned out to be another's. The sound stays where it is, with its stems and all that was found of
 * it, as a song that came as a file. What lists and links said goes on as a song without audio, in its place on the lists: that
 * one is answered, with its download.
 */
export async function partFromSound(
  tables: Touched,
  track: Track,
  download: Download,
  asking: { now: number; newId(): string },
): Promise<{ track: Track; row: Download }> {
  const { durationMs } = track
  const listed: Track = {
    ...track,
    ...{ id: asking.newId(), addedAt: asking.now, state: 'listed', fault: null },
    ...{ file: null, audio: null, pcm: null, hasCover: false },
    durationS: durationMs === null ? null : durationMs / 1000,
  }
  const { normalizedTitle, normalizedArtist } = track
  const key = `sha256:${track.file?.sha256 ?? ''}`
  const isTaken = (await tables.tracks.by('sourceKey', key)).length > 0
  // First, for a key of its own is what every song has.
  await tables.tracks.put({
    ...track,
    ...NO_FACTS,
    ...{ normalizedTitle, normalizedArtist },
    sourceKey: isTaken ? `${key}:${track.id}` : key,
  })
  await tables.tracks.put(listed)
  for (const place of await tables.albumTracks.by('trackId', track.id))
    await tables.albumTracks.put({ ...place, trackId: listed.id })
  await insertEnrichment(tables, [listed], asking)
  const row: Download = {
    ...download,
    ...{ trackId: listed.id, pinned: null, record: null, comparison: null, spentMs: 0 },
    refused: [...download.refused, ...(download.chosen ? [download.chosen.src] : [])],
  }
  return { track: listed, row }
}
