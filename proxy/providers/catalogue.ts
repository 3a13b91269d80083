import type { Provider } from '#lib/core/links/link.ts'
import type { CatalogueId, CollectionMeta, TrackMeta } from '../contract.ts'
import type { Outside } from '../outbound/outside.ts'

/** What a link names, as its catalogue counts. */
export interface Ref {
  kind: 'track' | 'album' | 'playlist'
  id: string
}

/** What a link turned out to hold; see `MetaAnswer`. */
export interface Found {
  kind: Ref['kind']
  collection: CollectionMeta | null
  items: TrackMeta[]
  total: number | null
  truncated: boolean
  skipped: number
}

/** What is looked for: words, or the fields one knows. */
export interface Wish {
  q: string
  title: string
  artist: string
  album: string
  isrc: string
  durationMs: number | null
}

/** One catalogue of the outside world, in one file. It is told of in `registry.ts`, and nowhere else. */
export interface Catalogue {
  id: CatalogueId
  /** The service behind it, as `Outside` knows it. */
  service: { id: string }
  /** Why it cannot be asked; null when it can. */
  off: string | null
  /** Whose links it reads, as `core/links` calls them. */
  site: Provider
  fetch(ref: Ref): Promise<Found>
  search?(wish: Wish, limit: number): Promise<TrackMeta[]>
  closedFor(): number | null
}

export interface CatalogueDeps {
  outside: Outside
  now(): number
}

/** The words to look for, from whatever the wish holds. */
export function wordsOf({ q, title, artist }: Wish): string {
  return q || [artist, title].filter(Boolean).join(' ')
}

export function single(item: TrackMeta): Found {
  return { kind: 'track', collection: null, items: [item], total: 1, truncated: false, skipped: 0 }
}

type Known = Pick<TrackMeta, 'title' | 'source' | 'sourceId' | 'sourceKey'> & Partial<TrackMeta>

/** A track of which only some fields are known; the rest is null. */
export function trackMeta(known: Known): TrackMeta {
  const artists = known.artists ?? (known.artist ? [known.artist] : [])
  const durationMs = known.durationMs ?? null
  return {
    album: null,
    albumArtist: null,
    albumId: null,
    coverUrl: null,
    isrc: null,
    releaseDate: null,
    label: null,
    genre: null,
    trackNumber: null,
    discNumber: null,
    spotifyId: null,
    spotifyUrl: null,
    sourceUrl: null,
    sourceConfidence: 0.9,
    previewUrl: null,
    audioSrc: null,
    ...known,
    artists,
    artist: known.artist ?? artists.join(', '),
    durationMs,
    duration: durationMs === null ? null : Math.round(durationMs / 1000),
  }
}
