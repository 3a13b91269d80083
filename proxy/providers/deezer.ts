import * as v from 'valibot'
import type { CollectionMeta, TrackMeta } from '../contract.ts'
import { refuse, type Refusal } from '../errors/refusal.ts'
import type { Outside, Service } from '../outbound/outside.ts'
import { single, trackMeta, wordsOf, type Catalogue, type Ref, type Wish } from './catalogue.ts'
import { dateOf, httpsOf, id, isrcOf, listOf, maybe, number, present, text, title } from './shapes.ts'

/** Deezer says no inside a 200. */
const Trouble = v.object({ error: v.object({ code: v.number() }) })

function refusal(_status: number, body: string): Refusal | null {
  if (!body.includes('"error"')) return null
  let data: unknown
  try {
    data = JSON.parse(body)
  } catch {
    return null // Not JSON at all: the reader of the answer says so.
  }
  const found = v.safeParse(Trouble, data)
  if (!found.success) return null
  const { code } = found.output.error
  const service = 'deezer'
  // Codes of the public interface: 4 quota, 700 busy, 800 no data, 200 token, 300 permission.
  if (code === 4) return refuse('rate_limited', 'Deezer is asked too often', { service, retryAfter: 5 })
  if (code === 700) return refuse('rate_limited', 'Deezer is busy', { service, retryAfter: 10 })
  if (code === 800) return refuse('not_found', 'Deezer does not have it', { service })
  if (code === 200 || code === 300)
    return refuse('auth', 'Deezer does not give this to everyone', { service })
  return refuse('upstream', `Deezer answered with error ${code}`, { service })
}

const DEEZER: Service = {
  id: 'deezer',
  hosts: ['api.deezer.com'],
  // 50 requests in 5 seconds for one address.
  pace: { burst: 25, perSecond: 8 },
  refusal,
}

const Album = v.object({
  id: v.fallback(v.nullable(id), null),
  title: text,
  cover_xl: text,
  release_date: text,
  label: text,
  artist: maybe(v.object({ name: text })),
  nb_tracks: number,
})
const Track = v.object({
  id,
  title,
  isrc: text,
  duration: number,
  release_date: text,
  preview: text,
  link: text,
  track_position: number,
  disk_number: number,
  artist: maybe(v.object({ name: text })),
  contributors: listOf(v.object({ name: title })),
  album: maybe(Album),
})
type Track = v.InferOutput<typeof Track>
type Album = v.InferOutput<typeof Album>
const Page = v.object({ data: listOf(Track), total: number, next: text })
const Playlist = v.object({
  title: text,
  picture_xl: text,
  nb_tracks: number,
  creator: maybe(v.object({ name: text })),
})

const PAGE = 100
const MAX_ITEMS = 10_000

export function createDeezer({ outside }: { outside: Outside }): Catalogue {
  const ask = <T>(path: string, schema: v.GenericSchema<unknown, T>) =>
    outside.json(DEEZER, { url: `https://api.deezer.com${path}` }, schema)

  /** `next` only says that there is more; where is counted here. */
  const pages = async (path: string) => {
    const tracks: (Track | null)[] = []
    for (;;) {
      const page = await ask(`${path}?limit=${PAGE}&index=${tracks.length}`, Page)
      tracks.push(...page.data)
      const more = page.next !== null && page.data.length > 0 && tracks.length < MAX_ITEMS
      if (!more) return { tracks, total: page.total }
    }
  }
  const listed = async ({ kind, id: key }: Ref) => {
    const [collection, list] = await Promise.all([
      collectionOf(ask, kind, key),
      pages(`/${kind}/${key}/tracks`),
    ])
    const items = present(list.tracks).map((track) => toMeta(track, kind === 'album' ? collection : null))
    const total = list.total ?? list.tracks.length
    const skipped = list.tracks.length - items.length
    return { kind, collection, items, total, truncated: list.tracks.length < total, skipped }
  }
  return {
    id: 'deezer',
    service: DEEZER,
    off: null,
    site: 'deezer',
    closedFor: () => outside.closedFor(DEEZER),
    fetch: async (ref) =>
      ref.kind === 'track' ? single(toMeta(await ask(`/track/${ref.id}`, Track), null)) : listed(ref),
    async search(wish, limit) {
      if (wish.isrc) return [toMeta(await ask(`/track/isrc:${encodeURIComponent(wish.isrc)}`, Track), null)]
      const query = new URLSearchParams({ q: queryOf(wish), limit: String(limit) })
      return present((await ask(`/search?${query}`, Page)).data).map((track) => toMeta(track, null))
    },
  }
}

type Asker = <T>(path: string, schema: v.GenericSchema<unknown, T>) => Promise<T>

async function collectionOf(ask: Asker, kind: Ref['kind'], key: string): Promise<CollectionMeta> {
  const shared = { sourceKey: `deezer:${kind}:${key}`, sourceUrl: `https://www.deezer.com/${kind}/${key}` }
  if (kind === 'album') {
    const album = await ask(`/album/${key}`, Album)
    return {
      title: album.title ?? '',
      artist: album.artist?.name ?? null,
      coverUrl: httpsOf(album.cover_xl),
      releaseDate: dateOf(album.release_date),
      label: album.label,
      ...shared,
    }
  }
  const list = await ask(`/playlist/${key}`, Playlist)
  return {
    title: list.title ?? '',
    artist: list.creator?.name ?? null,
    coverUrl: httpsOf(list.picture_xl),
    releaseDate: null,
    label: null,
    ...shared,
  }
}

/** `under` is the album whose list this came from: such tracks say nothing of it themselves. */
function toMeta(track: Track, under: CollectionMeta | null): TrackMeta {
  const named = present(track.contributors).map((one) => one.name)
  const artists = named.length ? named : present([track.artist?.name ?? null])
  return trackMeta({
    ...(under ? underAlbum(under) : ofAlbum(track.album, track.release_date)),
    title: track.title,
    artists,
    durationMs: track.duration === null ? null : track.duration * 1000,
    isrc: isrcOf(track.isrc),
    trackNumber: track.track_position,
    discNumber: track.disk_number,
    source: 'deezer',
    sourceId: track.id,
    sourceKey: `deezer:track:${track.id}`,
    sourceUrl: httpsOf(track.link) ?? `https://www.deezer.com/track/${track.id}`,
    previewUrl: httpsOf(track.preview),
  })
}

function ofAlbum(album: Album | null, date: string | null): Partial<TrackMeta> {
  const releaseDate = dateOf(date ?? album?.release_date ?? null)
  if (!album) return { releaseDate }
  return {
    album: album.title,
    albumArtist: album.artist?.name ?? null,
    albumId: album.id && `deezer:album:${album.id}`,
    coverUrl: httpsOf(album.cover_xl),
    releaseDate,
    label: album.label,
  }
}

function underAlbum(album: CollectionMeta): Partial<TrackMeta> {
  const { title: name, artist, coverUrl, releaseDate, label, sourceKey } = album
  return { album: name, albumArtist: artist, albumId: sourceKey, coverUrl, releaseDate, label }
}

function queryOf(wish: Wish): string {
  const quoted = (name: string, value: string) => value && `${name}:"${value.replaceAll('"', '')}"`
  if (!wish.title) return wordsOf(wish)
  return [quoted('artist', wish.artist), quoted('track', wish.title), quoted('album', wish.album)]
    .filter(Boolean)
    .join(' ')
}
