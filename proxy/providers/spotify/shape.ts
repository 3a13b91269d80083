import * as v from 'valibot'
import type { CollectionMeta, TrackMeta } from '../../contract.ts'
import { trackMeta } from '../catalogue.ts'
import { dateOf, flag, httpsOf, isrcOf, listOf, maybe, number, present, text, title } from '../shapes.ts'

const Image = v.object({ url: v.string(), width: number })
const Artist = v.object({ name: title })

const AlbumBase = v.object({
  id: text,
  name: text,
  release_date: text,
  label: text,
  images: listOf(Image),
  artists: listOf(Artist),
})

/** Everything but the name may be missing since February 2026. */
export const Track = v.object({
  id: text,
  name: title,
  duration_ms: number,
  disc_number: number,
  track_number: number,
  is_local: flag,
  type: text,
  artists: listOf(Artist),
  album: maybe(AlbumBase),
  external_ids: maybe(v.object({ isrc: text })),
  preview_url: text,
})
export type Track = v.InferOutput<typeof Track>

export const Album = AlbumBase
export type Album = v.InferOutput<typeof AlbumBase>

export const Playlist = v.object({
  id: text,
  name: text,
  images: listOf(Image),
  owner: maybe(v.object({ display_name: text })),
})
export type Playlist = v.InferOutput<typeof Playlist>

/** `item` since 2026, `track` before; either may be null, an episode or a local file. */
export const Entry = v.object({ is_local: flag, item: maybe(Track), track: maybe(Track) })
export type Entry = v.InferOutput<typeof Entry>

const namesOf = (artists: Track['artists']): string[] => present(artists).map((artist) => artist.name)

function widest(images: readonly (v.InferOutput<typeof Image> | null)[]): string | null {
  const best = present([...images]).toSorted((a, b) => (b.width ?? 0) - (a.width ?? 0))[0]
  return httpsOf(best?.url ?? null)
}

/** Null for what is no track of the catalogue: an episode, a local file. `of` is the album it was listed under. */
export function toMeta(track: Track, of: Album | null = null): TrackMeta | null {
  if (!track.id || track.is_local === true || (track.type ?? 'track') !== 'track') return null
  const url = `https://open.spotify.com/track/${track.id}`
  return trackMeta({
    ...ofAlbum(track.album ?? of),
    title: track.name,
    artists: namesOf(track.artists),
    durationMs: track.duration_ms,
    isrc: isrcOf(track.external_ids?.isrc ?? null),
    trackNumber: track.track_number,
    discNumber: track.disc_number,
    spotifyId: track.id,
    spotifyUrl: url,
    source: 'spotify',
    sourceId: track.id,
    sourceKey: `spotify:track:${track.id}`,
    sourceUrl: url,
    sourceConfidence: 1,
    previewUrl: httpsOf(track.preview_url),
  })
}

function ofAlbum(album: Album | null): Partial<TrackMeta> {
  if (!album) return {}
  return {
    album: album.name,
    albumArtist: namesOf(album.artists).join(', ') || null,
    albumId: album.id ? `spotify:album:${album.id}` : null,
    coverUrl: widest(album.images),
    releaseDate: dateOf(album.release_date),
    label: album.label,
  }
}

export function albumMeta(album: Album, id: string): CollectionMeta {
  return {
    title: album.name ?? '',
    artist: namesOf(album.artists).join(', ') || null,
    coverUrl: widest(album.images),
    releaseDate: dateOf(album.release_date),
    label: album.label,
    sourceKey: `spotify:album:${id}`,
    sourceUrl: `https://open.spotify.com/album/${id}`,
  }
}

export function playlistMeta(playlist: Playlist, id: string): CollectionMeta {
  return {
    title: playlist.name ?? '',
    artist: playlist.owner?.display_name ?? null,
    coverUrl: widest(playlist.images),
    releaseDate: null,
    label: null,
    sourceKey: `spotify:playlist:${id}`,
    sourceUrl: `https://open.spotify.com/playlist/${id}`,
  }
}
