import { oneLine } from '#lib/core/catalogue/track-from.ts'
import type { Album } from '#lib/core/domain/album.ts'
import type { MetaAnswer } from '#lib/platform/net/proxy-client.ts'
import type { Tables } from '#lib/platform/storage/rows.ts'

interface Asking {
  now: number
  newId(): string
}

/** The album or list that the answer is of: the one a person chose, the one of that key, or a new one. Null for a single track. */
export async function albumOf(
  { albums }: Pick<Tables, 'albums'>,
  answer: MetaAnswer,
  chosen: string | null,
  { now, newId }: Asking,
): Promise<Album | null> {
  const own = chosen === null ? null : await albums.get(chosen)
  if (own || answer.kind === 'track' || !answer.collection) return own
  const [there] = await albums.by('sourceKey', answer.collection.sourceKey)
  const fresh = albumFrom(answer, answer.collection, answer.kind)
  const album: Album = there
    ? {
        ...fresh,
        ...said(there),
        totalTracks: fresh.totalTracks,
        truncated: fresh.truncated,
        skipped: fresh.skipped,
      }
    : { ...fresh, id: newId(), addedAt: now }
  await albums.put(album)
  return album
}

/** What a row says already stays: a person may have written it. */
const said = (album: Album) =>
  Object.fromEntries(
    Object.entries(album).filter(([, value]) => value !== null && value !== ''),
  ) as Partial<Album> & Pick<Album, 'id' | 'addedAt'>

type Collection = NonNullable<MetaAnswer['collection']>

function albumFrom(
  answer: MetaAnswer,
  { sourceKey, title, artist, releaseDate, coverUrl, sourceUrl }: Collection,
  kind: Album['kind'],
): Omit<Album, 'id' | 'addedAt'> {
  return {
    kind,
    sourceKey,
    link: sourceUrl ?? answer.url,
    title: oneLine(title) || sourceKey,
    artist: oneLine(artist),
    releaseDate,
    coverUrl: coverUrl ?? answer.items[0]?.coverUrl ?? null,
    totalTracks: answer.total,
    truncated: answer.truncated,
    skipped: answer.skipped,
  }
}

/** Gives the tracks their places, in the order of the answer, behind what is there; those that have one keep it. */
export async function placeTracks(
  { albumTracks }: Pick<Tables, 'albumTracks'>,
  albumId: string,
  trackIds: readonly string[],
  newId: () => string,
): Promise<void> {
  const places = await albumTracks.by('albumId', albumId)
  const there = new Set(places.map((place) => place.trackId))
  const from = places.reduce((most, place) => Math.max(most, place.position + 1), 0)
  const missing = trackIds.filter((id) => !there.has(id))
  for (const [index, trackId] of missing.entries())
    await albumTracks.put({ id: newId(), albumId, trackId, position: from + index })
}
