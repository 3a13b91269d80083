import type * as v from 'valibot'
import { done, failed, type Outcome } from '#lib/core/domain/outcome.ts'
import { fault } from '#lib/core/domain/fault.ts'
import type { MetaAnswer, TrackMeta } from '#proxy/contract.ts'
import type { SpotifyAccount } from './account.ts'
import { readApi, SPOTIFY, type SpotifyDoors } from './endpoints.ts'
import { entriesSchema, listSchema, listsSchema, meSchema, type SpotifyTrack } from './shapes.ts'
import { LIKED_LINK } from './own-links.ts'

/** A list of the person's own. */
export interface OwnList {
  /** `liked`, or the playlist's id. */
  id: string
  name: string
  count: number | null
}

/** A list is never longer; the loop over its pages has an end. */
const MOST_PAGES = 400

/** What a connected person may read of their own. */
export class SpotifyLibrary {
  readonly #account: SpotifyAccount
  readonly #spotify: SpotifyDoors

  constructor(account: SpotifyAccount, spotify: SpotifyDoors = SPOTIFY) {
    this.#account = account
    this.#spotify = spotify
  }

  async me(): Promise<Outcome<string>> {
    const answer = await this.#read('/v1/me', meSchema)
    return answer.ok ? done(answer.value.display_name ?? answer.value.id) : answer
  }

  async lists(): Promise<Outcome<OwnList[]>> {
    const pages = await this.#pages('/v1/me/playlists?limit=50', listsSchema)
    if (!pages.ok) return pages
    const lists = pages.value.flatMap(({ items }) => items.filter((item) => item !== null))
    const own = lists.map((list) => ({
      id: list.id,
      name: list.name,
      count: list.items?.total ?? list.tracks?.total ?? null,
    }))
    return done([{ id: 'liked', name: 'Liked songs', count: null }, ...own])
  }

  /** A list as the proxy would tell it. */
  async meta(link: string, signal?: AbortSignal): Promise<Outcome<MetaAnswer>> {
    const [, id = ''] = /\/playlist\/(\w+)/.exec(link) ?? []
    const isLiked = link === LIKED_LINK
    const path = isLiked ? '/v1/me/tracks?limit=50' : `/v1/playlists/${id}/items?limit=50`
    const about = isLiked ? null : await this.#read(`/v1/playlists/${id}`, listSchema, signal)
    if (about && !about.ok) return about
    const pages = await this.#pages(path, entriesSchema, signal)
    if (!pages.ok) return pages
    return done(answerOf(link, about?.value ?? null, pages.value))
  }

  async #pages<T extends { next: string | null }>(
    first: string,
    schema: v.GenericSchema<unknown, T>,
    signal?: AbortSignal,
  ): Promise<Outcome<T[]>> {
    const pages: T[] = []
    for (let path: string | null = first; path !== null && pages.length < MOST_PAGES;) {
      const page: Outcome<T> = await this.#read(path, schema, signal)
      if (!page.ok) return page
      pages.push(page.value)
      path = this.#pathOf(page.value.next)
    }
    return done(pages)
  }

  /** The next page, if it is one of Spotify's own. */
  #pathOf(next: string | null): string | null {
    const url = next === null ? null : URL.parse(next)
    return url ? `${url.pathname}${url.search}` : null
  }

  /** A token that is too old is renewed once. */
  async #read<T>(
    path: string,
    schema: v.GenericSchema<unknown, T>,
    signal?: AbortSignal,
  ): Promise<Outcome<T>> {
    const token = await this.#account.token()
    if (!token.ok) return token
    const answer = await readApi(this.#spotify, path, token.value, schema, signal)
    if (answer.ok || answer.fault.code !== 'spotify-disconnected') return answer
    const fresh = await this.#account.token(token.value)
    if (!fresh.ok) return fresh
    const again = await readApi(this.#spotify, path, fresh.value, schema, signal)
    return again.ok || again.fault.code !== 'spotify-disconnected'
      ? again
      : failed(fault('spotify-refused', { detail: 'refuses a fresh token' }))
  }
}

type Entries = v.InferOutput<typeof entriesSchema>
type About = v.InferOutput<typeof listSchema>

function answerOf(link: string, about: About | null, pages: readonly Entries[]): MetaAnswer {
  const entries = pages.flatMap(({ items }) => items)
  const items = entries.filter((one) => one !== null).map(metaOf)
  return {
    ok: true,
    kind: 'playlist',
    source: 'spotify',
    url: link,
    collection: {
      title: about?.name ?? 'Liked songs',
      artist: about?.owner?.display_name ?? null,
      coverUrl: about?.images?.[0]?.url ?? null,
      releaseDate: null,
      label: null,
      sourceKey: about ? `spotify:playlist:${about.id}` : 'spotify:collection:tracks',
      sourceUrl: link,
    },
    items,
    total: pages[0]?.total ?? entries.length,
    truncated: false,
    skipped: entries.length - items.length,
  }
}

/** What the song's album says; a file of the person's own has none. */
function albumOf(album: SpotifyTrack['album']) {
  const date = album?.release_date
  return {
    album: album?.name ?? null,
    albumArtist: album?.artists.map(({ name }) => name).join(', ') || null,
    albumId: album?.id ? `spotify:album:${album.id}` : null,
    coverUrl: album?.images?.[0]?.url ?? null,
    releaseDate: date && /^\d{4}(-\d{2}(-\d{2})?)?$/.test(date) ? date : null,
  }
}

function metaOf(track: SpotifyTrack): TrackMeta {
  const artists = track.artists.map(({ name }) => name)
  const url = `https://open.spotify.com/track/${track.id}`
  return {
    title: track.name,
    artist: artists.join(', '),
    artists,
    ...albumOf(track.album),
    duration: track.duration_ms === null ? null : Math.round(track.duration_ms / 1000),
    durationMs: track.duration_ms,
    isrc: track.external_ids.isrc,
    label: null,
    genre: null,
    trackNumber: track.track_number,
    discNumber: track.disc_number,
    spotifyId: track.id,
    spotifyUrl: url,
    source: 'spotify',
    sourceId: track.id,
    sourceKey: `spotify:track:${track.id}`,
    sourceUrl: url,
    sourceConfidence: 1,
    previewUrl: null,
    audioSrc: null,
  }
}
