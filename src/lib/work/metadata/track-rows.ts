import { listedTrack, withCatalogue } from '#lib/core/catalogue/track-from.ts'
import type { Track } from '#lib/core/domain/track.ts'
import type { MetaAnswer, TrackMeta } from '#lib/platform/net/proxy-client.ts'
import type { Tables } from '#lib/platform/storage/rows.ts'
import { removeEnrichment } from '../enrichment/insert-enrichment.ts'

/** What an album says of itself counts for each of its songs. */
export function withAlbum(found: TrackMeta, { kind, collection }: MetaAnswer): TrackMeta {
  if (kind !== 'album' || !collection) return found
  return {
    ...found,
    album: found.album ?? collection.title,
    albumArtist: found.albumArtist ?? collection.artist,
    coverUrl: found.coverUrl ?? collection.coverUrl,
    releaseDate: found.releaseDate ?? yearOf(collection.releaseDate),
    label: found.label ?? collection.label,
  }
}

const yearOf = (date: string | null) => (date && /^\d{4}(-\d{2}(-\d{2})?)?$/.test(date) ? date : null)

export interface Written {
  track: Track
  isNew: boolean
}

/** The song of that key, with what is missing put in; else a new one under `id`. */
export async function writeTrack(
  { tracks }: Pick<Tables, 'tracks'>,
  found: TrackMeta,
  id: string,
  { now, albumId, hasCover }: { now: number; albumId: string | null; hasCover: boolean },
): Promise<Written> {
  const [there] = await tracks.by('sourceKey', found.sourceKey)
  const base = there ? withCatalogue(there, found, 'fill') : listedTrack(id, found, now)
  const track: Track = {
    ...base,
    albumId: base.albumId ?? albumId,
    hasCover: base.hasCover || (hasCover && base.id === id),
  }
  await tracks.put(track)
  return { track, isNew: !there }
}

/**
 * The row that stood for the link becomes the song that the link names. Where that song is here already, or the link is of many,
 * it goes, and null is answered.
 */
export async function fillPlaceholder(
  tables: Tables,
  trackId: string,
  { kind, items: [found] }: MetaAnswer,
  hasCover: boolean,
): Promise<Track | null> {
  const row = await tables.tracks.get(trackId)
  if (!row) return null
  const same = found ? await tables.tracks.by('sourceKey', found.sourceKey) : []
  const other = same.find((track) => track.id !== trackId)
  if (kind !== 'track' || !found || other) {
    if (row.file === null) await takeAway(tables, trackId)
    return null
  }
  const filled = withCatalogue(row, found, 'replace')
  const track: Track = {
    ...filled,
    link: row.link ?? filled.link,
    sourceKey: row.file === null ? found.sourceKey : row.sourceKey,
    hasCover: row.hasCover || hasCover,
  }
  await tables.tracks.put(track)
  return track
}

async function takeAway(tables: Tables, trackId: string): Promise<void> {
  for (const place of await tables.albumTracks.by('trackId', trackId))
    await tables.albumTracks.remove(place.id)
  await removeEnrichment(tables, trackId)
  await tables.downloads.remove(trackId)
  await tables.tracks.remove(trackId)
}
