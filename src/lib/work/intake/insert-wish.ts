import type { Album } from '#lib/core/domain/album.ts'
import type { Track } from '#lib/core/domain/track.ts'
import type { AddAlbum, AddSong, AddWish } from '#lib/core/intake/wish.ts'
import { newJob } from '#lib/core/jobs/new-job.ts'
import type { Link } from '#lib/core/links/link.ts'
import type { RowStore, TableName, Tables } from '#lib/platform/storage/rows.ts'
import { insertFirstEnrichment } from '../enrichment/insert-enrichment.ts'
import { insertJob } from '../queue/insert.ts'
import { listedTrack } from './listed-track.ts'

/** The tables this goes over. */
export const INTAKE_TABLES: readonly TableName[] = [
  ...(['tracks', 'albums', 'albumTracks', 'batches', 'jobs'] as const),
  ...(['enrichmentTasks', 'downloads'] as const),
]

export interface Asking {
  now: number
  newId(): string
}

/** What was written; enough to take it back. */
export interface Added {
  batchId: string
  /** New tracks, in the order of the wish. */
  trackIds: string[]
  /** Tracks that were there already. */
  knownIds: string[]
  /** Albums that were made; those that were only added to are not among them. */
  albumIds: string[]
  placeIds: string[]
  jobIds: string[]
}

/** Writes all of it in one transaction: tracks, albums, places in them, the batch, and a job for every link to look up. */
export function addWish(rows: Pick<RowStore, 'write'>, wish: AddWish, asking: Asking): Promise<Added> {
  return rows.write(INTAKE_TABLES, (tables) => insertWish(tables, wish, asking))
}

/** The same inside the caller's transaction over `INTAKE_TABLES`. */
export async function insertWish(tables: Tables, wish: AddWish, asking: Asking): Promise<Added> {
  const added: Added = {
    batchId: asking.newId(),
    ...{ trackIds: [], knownIds: [], albumIds: [], placeIds: [], jobIds: [] },
  }
  const ids = await insertSongs(tables, wish.songs, asking, added)
  for (const album of wish.albums) await insertAlbum(tables, album, ids, asking, added)
  for (const link of wish.links) await lookUp(tables, link, null, asking, added)
  await askForMore(tables, asking, added)
  if (added.trackIds.length > 0 || added.jobIds.length > 0) {
    const { name, kind } = wish
    const trackIds = [...added.trackIds]
    await tables.batches.put({ id: added.batchId, name, kind, trackIds, createdAt: asking.now })
  }
  return added
}

/** More is to be learnt of songs that only a list names; a link is looked up first, and asks for itself then. */
async function askForMore(tables: Tables, asking: Asking, { trackIds }: Added): Promise<void> {
  const all = await Promise.all(trackIds.map((id) => tables.tracks.get(id)))
  const named = all.filter((track) => track !== null).filter((track) => track.link === null)
  await insertFirstEnrichment(tables, named, asking)
}

/** Ids by place in the wish. The same key twice, in the wish or in the library, is the same track. */
async function insertSongs(
  tables: Tables,
  songs: readonly AddSong[],
  asking: Asking,
  added: Added,
): Promise<string[]> {
  // One reading of everything is quicker than thousands of single ones.
  const all = songs.length > 100 ? await tables.tracks.all() : null
  const byKey = all && new Map(all.map((track) => [track.sourceKey, track.id]))
  const there = async (key: string) =>
    byKey ? byKey.get(key) : (await tables.tracks.by('sourceKey', key))[0]?.id
  const ids: string[] = []
  const made = new Map<string, string>()
  for (const [index, song] of songs.entries()) {
    const known = made.get(song.sourceKey) ?? song.knownId ?? (await there(song.sourceKey))
    const stands =
      known !== undefined && (made.has(song.sourceKey) || (await tables.tracks.get(known)) !== null)
    ids.push(stands ? known : asking.newId())
    const id = ids[index] ?? ''
    if (!stands)
      await insertNew(tables, song, id, { ...asking, now: asking.now + songs.length - index }, added)
    else if (!made.has(song.sourceKey)) added.knownIds.push(id)
    made.set(song.sourceKey, id)
  }
  return ids
}

/** Later in the list is added a moment earlier, so that newest first is the list's own order. */
async function insertNew(
  tables: Tables,
  song: AddSong,
  id: string,
  asking: Asking,
  added: Added,
): Promise<void> {
  const track = listedTrack(song, id, asking.now)
  await tables.tracks.put(track)
  added.trackIds.push(id)
  if (song.row.link) await lookUp(tables, song.row.link, track, asking, added)
}

async function lookUp(
  tables: Tables,
  { url, sourceKey }: Link,
  track: Track | null,
  { now, newId }: Asking,
  added: Added,
): Promise<void> {
  const wish = {
    kind: 'fetch-metadata',
    link: url,
    sourceKey,
    trackId: track?.id ?? null,
    albumId: null,
    batchId: added.batchId,
  } as const
  const id = newId()
  const job = await insertJob(tables, newJob(id, wish, now))
  if (job.id === id) added.jobIds.push(id)
}

async function insertAlbum(
  tables: Tables,
  { albumId, kind, title, artist, songs }: AddAlbum,
  ids: readonly string[],
  { now, newId }: Asking,
  added: Added,
): Promise<void> {
  const chosen = albumId === null ? null : await tables.albums.get(albumId)
  const album = chosen ?? newAlbum(newId(), { kind, title, artist }, now)
  if (!chosen) {
    await tables.albums.put(album)
    added.albumIds.push(album.id)
  }
  const places = chosen ? await tables.albumTracks.by('albumId', album.id) : []
  const there = new Set(places.map((place) => place.trackId))
  let position = places.reduce((most, place) => Math.max(most, place.position + 1), 0)
  for (const song of songs) {
    const trackId = ids[song]
    // What the album holds already has its place; a list that names a song twice has it twice.
    if (trackId === undefined || there.has(trackId)) continue
    const id = newId()
    await tables.albumTracks.put({ id, albumId: album.id, trackId, position: position++ })
    added.placeIds.push(id)
    await tables.tracks.change(trackId, (track) => withAlbum(track, album))
  }
}

/** An album names itself on songs that say nothing of theirs; a playlist does not. */
function withAlbum(track: Track, { id, kind, title }: Album): Track {
  const album = kind === 'album' ? track.album || title : track.album
  return { ...track, albumId: track.albumId ?? id, album }
}

function newAlbum(id: string, named: Pick<Album, 'kind' | 'title' | 'artist'>, now: number): Album {
  return {
    ...named,
    id,
    sourceKey: null,
    link: null,
    releaseDate: null,
    coverUrl: null,
    totalTracks: null,
    truncated: false,
    skipped: 0,
    addedAt: now,
  }
}
