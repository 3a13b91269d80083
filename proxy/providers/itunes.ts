import * as v from 'valibot'
import type { CollectionMeta, TrackMeta } from '../contract.ts'
import { refuse } from '../errors/refusal.ts'
import type { Outside, Service } from '../outbound/outside.ts'
import { single, trackMeta, wordsOf, type Catalogue, type Found } from './catalogue.ts'
import { dateOf, httpsOf, id, listOf, number, present, text } from './shapes.ts'

const ITUNES: Service = {
  id: 'itunes',
  hosts: ['itunes.apple.com'],
  // About twenty a minute; whoever asks more is shut out for half an hour and longer, by a 403.
  pace: { burst: 5, perSecond: 0.33 },
  refusal: (status) =>
    status === 403
      ? refuse('rate_limited', 'iTunes is asked too often', { service: 'itunes', retryAfter: 1800 })
      : null,
}

const Result = v.object({
  wrapperType: text,
  kind: text,
  trackId: v.fallback(v.nullable(id), null),
  trackName: text,
  artistName: text,
  collectionId: v.fallback(v.nullable(id), null),
  collectionName: text,
  collectionArtistName: text,
  artworkUrl100: text,
  previewUrl: text,
  trackTimeMillis: number,
  primaryGenreName: text,
  releaseDate: text,
  trackNumber: number,
  discNumber: number,
  trackCount: number,
  trackViewUrl: text,
  collectionViewUrl: text,
})
type Result = v.InferOutput<typeof Result>
const Results = v.object({ results: listOf(Result) })

export function createItunes({ outside }: { outside: Outside }): Catalogue {
  const ask = async (path: string) =>
    present((await outside.json(ITUNES, { url: `https://itunes.apple.com/${path}` }, Results)).results)

  return {
    id: 'itunes',
    service: ITUNES,
    off: null,
    site: 'apple',
    closedFor: () => outside.closedFor(ITUNES),
    async fetch({ kind, id: key }) {
      if (kind === 'playlist')
        throw refuse('unsupported', 'lists of Apple Music are not open to others', { service: 'itunes' })
      const entity = kind === 'album' ? '&entity=song&limit=200' : ''
      const results = await ask(`lookup?id=${key}${entity}`)
      const tracks = results.map(toMeta)
      if (kind === 'album') return albumOf(results, present(tracks), key)
      const [first] = present(tracks)
      if (!first) throw refuse('not_found', 'the catalogue does not have it', { service: 'itunes' })
      return single(first)
    },
    async search(wish, limit) {
      const query = wish.isrc
        ? `lookup?isrc=${encodeURIComponent(wish.isrc)}&entity=song`
        : `search?${new URLSearchParams({ term: wordsOf(wish), media: 'music', entity: 'song', limit: String(limit) })}`
      return present((await ask(query)).map(toMeta))
    },
  }
}

function toMeta(result: Result): TrackMeta | null {
  if (!result.trackId || !result.trackName || (result.kind ?? 'song') !== 'song') return null
  return trackMeta({
    title: result.trackName,
    artist: result.artistName ?? '',
    album: result.collectionName,
    albumArtist: result.collectionArtistName,
    albumId: result.collectionId && `itunes:album:${result.collectionId}`,
    coverUrl: wide(result.artworkUrl100),
    durationMs: result.trackTimeMillis,
    releaseDate: dateOf(result.releaseDate),
    genre: result.primaryGenreName,
    trackNumber: result.trackNumber,
    discNumber: result.discNumber,
    source: 'itunes',
    sourceId: result.trackId,
    sourceKey: `itunes:track:${result.trackId}`,
    sourceUrl: httpsOf(result.trackViewUrl),
    previewUrl: httpsOf(result.previewUrl),
  })
}

/** The same picture at 600 pixels: the size is part of its address. */
const wide = (url: string | null): string | null => httpsOf(url?.replace('100x100', '600x600') ?? null)

function albumOf(results: readonly Result[], items: TrackMeta[], key: string): Found {
  const head = results.find((result) => result.wrapperType === 'collection')
  if (!head) throw refuse('not_found', 'the catalogue does not have it', { service: 'itunes' })
  const collection: CollectionMeta = {
    title: head.collectionName ?? '',
    artist: head.artistName,
    coverUrl: wide(head.artworkUrl100),
    releaseDate: dateOf(head.releaseDate),
    label: null,
    sourceKey: `itunes:album:${key}`,
    sourceUrl: httpsOf(head.collectionViewUrl),
  }
  const total = head.trackCount ?? items.length
  const truncated = items.length < total
  return { kind: 'album', collection, items, total, truncated, skipped: 0 }
}
