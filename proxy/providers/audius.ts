import * as v from 'valibot'
import type { TrackMeta } from '../contract.ts'
import { refuse } from '../errors/refusal.ts'
import type { Outside, Service } from '../outbound/outside.ts'
import { single, trackMeta, wordsOf, type Catalogue, type Found } from './catalogue.ts'
import { dateOf, flag, httpsOf, id, isrcOf, listOf, maybe, number, present, text, title } from './shapes.ts'

export const AUDIUS: Service = { id: 'audius', hosts: ['api.audius.co'], pace: { burst: 10, perSecond: 5 } }
export const AUDIUS_APP = 'app_name=SoundForgeAlchemy'

const Artwork = maybe(v.object({ '480x480': text, '1000x1000': text }))
export const AudiusTrack = v.object({
  id,
  title,
  duration: number,
  isrc: text,
  genre: text,
  release_date: text,
  permalink: text,
  is_streamable: flag,
  artwork: Artwork,
  user: maybe(v.object({ name: text })),
})
export type AudiusTrack = v.InferOutput<typeof AudiusTrack>
export const AudiusTracks = v.object({ data: listOf(AudiusTrack) })

const List = v.object({
  id,
  playlist_name: title,
  is_album: flag,
  artwork: Artwork,
  permalink: text,
  user: maybe(v.object({ name: text })),
})
/** A track comes as an object, a list in an array of one. */
const Resolved = v.object({ data: v.union([AudiusTrack, v.pipe(v.array(List), v.length(1))]) })

export function createAudius({ outside }: { outside: Outside }): Catalogue {
  const ask = <T>(path: string, schema: v.GenericSchema<unknown, T>) =>
    outside.json(
      AUDIUS,
      { url: `https://api.audius.co/v1/${path}${path.includes('?') ? '&' : '?'}${AUDIUS_APP}` },
      schema,
    )
  return {
    id: 'audius',
    service: AUDIUS,
    off: null,
    site: 'audius',
    closedFor: () => outside.closedFor(AUDIUS),
    async fetch({ id: path }) {
      const page = `https://audius.co/${path}`
      const { data } = await ask(`resolve?url=${encodeURIComponent(page)}`, Resolved)
      if (!Array.isArray(data)) return single(audiusMeta(data))
      const [list] = data
      if (!list) throw refuse('not_found', 'Audius does not have it', { service: 'audius' })
      const tracks = await ask(`playlists/${encodeURIComponent(list.id)}/tracks`, AudiusTracks)
      return listed(list, tracks.data, page)
    },
    async search(wish, limit) {
      const query = new URLSearchParams({ query: wordsOf(wish), limit: String(limit) })
      return present((await ask(`tracks/search?${query}`, AudiusTracks)).data).map(audiusMeta)
    },
  }
}

function listed(
  list: v.InferOutput<typeof List>,
  tracks: readonly (AudiusTrack | null)[],
  page: string,
): Found {
  const good = present([...tracks]).map(audiusMeta)
  const kind = list.is_album === true ? 'album' : 'playlist'
  const sourceKey = `audius:${page.slice('https://audius.co/'.length).toLowerCase()}`
  const collection = {
    title: list.playlist_name,
    artist: list.user?.name ?? null,
    coverUrl: coverOf(list.artwork),
    releaseDate: null,
    label: null,
    sourceKey,
    sourceUrl: page,
  }
  const items =
    kind === 'album'
      ? good.map((item, i) => ({
          ...item,
          album: list.playlist_name,
          albumId: sourceKey,
          trackNumber: i + 1,
        }))
      : good
  return {
    kind,
    collection,
    items,
    total: tracks.length,
    truncated: false,
    skipped: tracks.length - good.length,
  }
}

const coverOf = (artwork: v.InferOutput<typeof Artwork>): string | null =>
  httpsOf(artwork?.['1000x1000'] ?? artwork?.['480x480'] ?? null)

export function audiusMeta(track: AudiusTrack): TrackMeta {
  return trackMeta({
    title: track.title,
    artist: track.user?.name ?? '',
    coverUrl: coverOf(track.artwork),
    durationMs: track.duration === null ? null : track.duration * 1000,
    isrc: isrcOf(track.isrc),
    releaseDate: dateOf(track.release_date),
    genre: track.genre,
    source: 'audius',
    sourceId: track.id,
    sourceKey: `audius:${track.permalink?.slice(1).toLowerCase() ?? track.id}`,
    sourceUrl: track.permalink?.startsWith('/') ? `https://audius.co${track.permalink}` : null,
    sourceConfidence: 0.7,
    audioSrc: track.is_streamable === false ? null : `audius:${track.id}`,
  })
}
