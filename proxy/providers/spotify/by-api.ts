import * as v from 'valibot'
import { Refusal } from '../../errors/refusal.ts'
import { single, wordsOf, type Found, type Ref, type Wish } from '../catalogue.ts'
import { listOf, present } from '../shapes.ts'
import type { TrackMeta } from '../../contract.ts'
import { allPages, type Api } from './api.ts'
import { Album, albumMeta, Entry, Playlist, playlistMeta, toMeta, Track } from './shape.ts'

/** What Spotify's own interface gives to the owner's credentials. */
export interface ByApi {
  fetch(ref: Ref): Promise<Found>
  search(wish: Wish, limit: number): Promise<TrackMeta[]>
  /** Whether these credentials may read other people's playlists; null until it was tried. */
  playlists(): boolean | null
}

/** Spotify's bound for search since February 2026. */
const MAX_FOUND = 10

const Found = v.object({ tracks: v.object({ items: listOf(Track) }) })

export function createByApi(api: Api): ByApi {
  let playlists: boolean | null = null

  const album = async (id: string): Promise<Found> => {
    const [about, list] = await Promise.all([
      api.get(`/albums/${id}`, Album),
      allPages(api, `/albums/${id}/tracks`, Track),
    ])
    const items = list.items.map((track) => track && toMeta(track, { ...about, id: about.id ?? id }))
    return listed('album', albumMeta(about, id), items, list.total)
  }
  const playlist = async (id: string): Promise<Found> => {
    const about = await api.get(`/playlists/${id}`, Playlist)
    const list = await allPages(api, `/playlists/${id}/items`, Entry).catch((error: unknown) => {
      if (error instanceof Refusal && error.upstream === 403) playlists = false
      throw error
    })
    playlists = true
    const items = list.items.map((entry) => (entry && entry.is_local !== true ? trackIn(entry) : null))
    return listed('playlist', playlistMeta(about, id), items, list.total)
  }
  return {
    playlists: () => playlists,
    async fetch({ kind, id }) {
      if (kind === 'album') return album(id)
      if (kind === 'playlist') return playlist(id)
      const meta = toMeta(await api.get(`/tracks/${id}`, Track))
      return meta ? single(meta) : listed('track', null, [null], 1)
    },
    async search(wish, limit) {
      const query = new URLSearchParams({
        q: queryOf(wish),
        type: 'track',
        limit: String(Math.min(limit, MAX_FOUND)),
      })
      const { tracks } = await api.get(`/search?${query}`, Found)
      return present(present(tracks.items).map((track) => toMeta(track)))
    },
  }
}

function trackIn({ item, track }: Entry): TrackMeta | null {
  const found = item ?? track
  return found && toMeta(found)
}

function listed(
  kind: Ref['kind'],
  collection: Found['collection'],
  items: readonly (TrackMeta | null)[],
  total: number | null,
): Found {
  const good = present(items)
  return {
    kind,
    collection,
    items: good,
    total: total ?? items.length,
    truncated: items.length < (total ?? 0),
    skipped: items.length - good.length,
  }
}

function queryOf(wish: Wish): string {
  if (wish.isrc) return `isrc:${wish.isrc}`
  if (!wish.title) return wordsOf(wish)
  return [`track:${wish.title}`, wish.artist && `artist:${wish.artist}`, wish.album && `album:${wish.album}`]
    .filter(Boolean)
    .join(' ')
}
