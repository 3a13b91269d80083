import type { Separation } from '#lib/core/domain/separation.ts'
import type { SongForExport } from '#lib/core/exports/plan-files.ts'
import type { TableName, Tables } from '#lib/platform/storage/rows.ts'

export const SONG_TABLES: readonly TableName[] = ['tracks', 'separations', 'mixes', 'trackFacts', 'recipes']

/** The songs as exports see them; those that are gone are left out. */
export async function readSongs(
  tables: Pick<Tables, 'tracks' | 'separations' | 'mixes' | 'trackFacts'>,
  trackIds: readonly string[],
): Promise<SongForExport[]> {
  const songs: SongForExport[] = []
  for (const id of trackIds) {
    const track = await tables.tracks.get(id)
    if (!track) continue
    songs.push({
      track,
      separation: newestWhole(await tables.separations.by('trackId', id)),
      mix: await tables.mixes.get(id),
      facts: await tables.trackFacts.get(id),
    })
  }
  return songs
}

/** The separation whose stems are taken: the newest of the whole song, else the newest of a part of it. */
export function newestWhole(separations: readonly Separation[]): Separation | null {
  const done = separations
    .filter(({ state }) => state === 'complete')
    .toSorted((a, b) => b.createdAt - a.createdAt)
  return done.find(({ region }) => region === null) ?? done[0] ?? null
}
