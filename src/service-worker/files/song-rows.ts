import { Dexie } from 'dexie'
import * as v from 'valibot'
import { LANE_ORDER, type Separation } from '#lib/core/domain/separation.ts'
import type { Track } from '#lib/core/domain/track.ts'

/** What a file of a song is made from. */
export interface Song {
  track: Pick<Track, 'id' | 'title' | 'artist' | 'file' | 'pcm'>
  separations: Separation[]
}

const count = v.pipe(v.number(), v.integer(), v.minValue(0))

// Only what is needed here, so that rows of a version before or after this one are read as well.
const trackRow = v.object({
  id: v.string(),
  title: v.string(),
  artist: v.string(),
  file: v.nullable(v.object({ name: v.string(), bytes: count, sha256: v.string(), mime: v.string() })),
  pcm: v.nullable(v.object({ frames: count, mean: v.number(), std: v.number(), peak: v.number() })),
})

const separationRow = v.object({
  id: v.string(),
  trackId: v.string(),
  modelId: v.string(),
  modelHash: v.string(),
  stems: v.array(v.picklist(LANE_ORDER)),
  frames: count,
  segments: count,
  finished: v.array(count),
  region: v.nullable(v.object({ start: count, end: count })),
  state: v.picklist(['partial', 'complete']),
  createdAt: v.number(),
  finishedAt: v.nullable(v.number()),
})

/** The rows of a song, or null. The database is opened as it stands, of whatever version, and let go at once. */
export async function readSong(trackId: string): Promise<Song | null> {
  const db = new Dexie('sfa', { cache: 'disabled' })
  try {
    await db.open()
    const track = v.safeParse(trackRow, await db.table('tracks').get(trackId))
    if (!track.success) return null
    const rows = await db.table('separations').where('trackId').equals(trackId).toArray()
    const separations = rows.flatMap((row) => {
      const parsed = v.safeParse(separationRow, row)
      return parsed.success ? [{ ...parsed.output, engine: null }] : []
    })
    return { track: track.output, separations }
  } catch (error) {
    if (error instanceof Dexie.NoSuchDatabaseError) return null
    throw error
  } finally {
    db.close()
  }
}
