import type { PackRows } from '#lib/core/backup/archive.ts'
import type { AlbumTrack } from '#lib/core/domain/album.ts'
import type { RowStore, Tables } from '#lib/platform/storage/rows.ts'
import { rowsIn } from './read-pack.ts'
import { isPresetId } from '#lib/core/domain/recipe.ts'
import { KEPT_SETTINGS } from './order-backup.ts'

/**
 * Brings albums, playlists and the places in them, under the ids that the songs have here. One that is here, by where it came from
 * or by its id, keeps its name and gets the places it lacks. Settings come only where nothing was chosen here.
 */
export function restoreLists(
  rows: RowStore,
  pack: PackRows,
  idOf: ReadonlyMap<string, string>,
  newId: () => string,
): Promise<void> {
  return rows.write(['albums', 'albumTracks', 'batches', 'recipes', 'settings', 'tracks'], async (tables) => {
    const albumOf = await albums(tables, pack)
    for (const place of rowsIn(pack, 'albumTracks')) {
      const [albumId, trackId] = [albumOf.get(place.albumId), idOf.get(place.trackId)]
      if (albumId === undefined || trackId === undefined) continue
      await putPlace(tables, { ...place, albumId, trackId }, newId)
    }
    for (const batch of rowsIn(pack, 'batches')) {
      if (await tables.batches.get(batch.id)) continue
      const trackIds = batch.trackIds.flatMap((id) => idOf.get(id) ?? [])
      await tables.batches.put({ ...batch, trackIds })
    }
    for (const row of rowsIn(pack, 'recipes'))
      if (isPresetId(row.id) && !(await tables.recipes.get(row.id))) await tables.recipes.put(row)
    for (const row of rowsIn(pack, 'settings')) {
      const known = (KEPT_SETTINGS as readonly string[]).includes(row.key)
      if (known && !(await tables.settings.get(row.key))) await tables.settings.put(row)
    }
  })
}

/** The albums' ids here, by those of the backup. */
async function albums(tables: Tables, pack: PackRows): Promise<Map<string, string>> {
  const albumOf = new Map<string, string>()
  for (const album of rowsIn(pack, 'albums')) {
    const [same] = album.sourceKey ? await tables.albums.by('sourceKey', album.sourceKey) : []
    const here = same ?? (await tables.albums.get(album.id))
    albumOf.set(album.id, here?.id ?? album.id)
    if (!here) await tables.albums.put(album)
  }
  return albumOf
}

async function putPlace(tables: Tables, place: AlbumTrack, newId: () => string): Promise<void> {
  const there = await tables.albumTracks.by('albumId', place.albumId)
  if (there.some((one) => one.trackId === place.trackId && one.position === place.position)) return
  const taken = (await tables.albumTracks.get(place.id)) !== null
  await tables.albumTracks.put({ ...place, id: taken ? newId() : place.id })
  await tables.tracks.change(place.trackId, (track) => ({
    ...track,
    albumId: track.albumId ?? place.albumId,
  }))
}
