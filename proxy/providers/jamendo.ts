import * as v from 'valibot'
import type { TrackMeta } from '../contract.ts'
import { refuse, type Refusal } from '../errors/refusal.ts'
import type { Outside, Service } from '../outbound/outside.ts'
import { single, trackMeta, wordsOf, type Catalogue, type Found } from './catalogue.ts'
import { dateOf, flag, httpsOf, id, listOf, number, present, text, title } from './shapes.ts'

/** Jamendo says no inside a 200: code 5 is a wrong client id, 6 the quota (developer.jamendo.com, "Response codes"). */
function refusal(_status: number, body: string): Refusal | null {
  const code = Number(/"code"\s*:\s*(\d{1,3})/.exec(body.slice(0, 500))?.[1] ?? 0)
  if (code === 0) return null
  const service = 'jamendo'
  if (code === 5) return refuse('auth', 'Jamendo does not accept the client id of this proxy', { service })
  if (code === 6)
    return refuse('rate_limited', 'the quota at Jamendo is used up', { service, retryAfter: 3600 })
  return refuse('upstream', `Jamendo answered with error ${code}`, { service })
}

export const JAMENDO: Service = {
  id: 'jamendo',
  hosts: ['api.jamendo.com'],
  pace: { burst: 5, perSecond: 2 },
  refusal,
}

export const JamendoTrack = v.object({
  id,
  name: title,
  duration: number,
  artist_name: text,
  album_id: v.fallback(v.nullable(id), null),
  album_name: text,
  album_image: text,
  image: text,
  position: number,
  releasedate: text,
  license_ccurl: text,
  shareurl: text,
  audio: text,
  audiodownload: text,
  audiodownload_allowed: flag,
})
export type JamendoTrack = v.InferOutput<typeof JamendoTrack>
const Results = v.object({ results: listOf(JamendoTrack) })

export interface JamendoDeps {
  outside: Outside
  clientId: string | null
}

/** Asks for tracks; `format` names the sound that `audio` and `audiodownload` will lead to. */
export async function askJamendo(
  { outside, clientId }: JamendoDeps,
  query: Record<string, string>,
): Promise<JamendoTrack[]> {
  if (clientId === null) throw refuse('not_configured', 'no Jamendo client id is set', { service: 'jamendo' })
  const all = new URLSearchParams({ client_id: clientId, format: 'json', ...query })
  const url = `https://api.jamendo.com/v3.0/tracks/?${all}`
  return present((await outside.json(JAMENDO, { url }, Results)).results)
}

export function createJamendo(deps: JamendoDeps): Catalogue {
  return {
    id: 'jamendo',
    service: JAMENDO,
    off: deps.clientId === null ? 'JAMENDO_CLIENT_ID is not set' : null,
    site: 'jamendo',
    closedFor: () => deps.outside.closedFor(JAMENDO),
    async fetch(ref) {
      if (ref.kind === 'playlist')
        throw refuse('unsupported', 'lists of Jamendo are not read', { service: 'jamendo' })
      const by = ref.kind === 'album' ? { album_id: ref.id, limit: '200' } : { id: ref.id }
      const items = (await askJamendo(deps, by)).map(jamendoMeta)
      const [first] = items
      if (!first) throw refuse('not_found', 'Jamendo does not have it', { service: 'jamendo' })
      return ref.kind === 'album' ? albumOf(first, items, ref.id) : single(first)
    },
    search: async (wish, limit) =>
      (await askJamendo(deps, { search: wordsOf(wish), limit: String(limit) })).map(jamendoMeta),
  }
}

function albumOf(first: TrackMeta, items: TrackMeta[], key: string): Found {
  const collection = {
    title: first.album ?? '',
    artist: first.artist || null,
    coverUrl: first.coverUrl,
    releaseDate: first.releaseDate,
    label: null,
    sourceKey: `jamendo:album:${key}`,
    sourceUrl: `https://www.jamendo.com/album/${key}`,
  }
  return { kind: 'album', collection, items, total: items.length, truncated: items.length >= 200, skipped: 0 }
}

export function jamendoMeta(track: JamendoTrack): TrackMeta {
  return trackMeta({
    title: track.name,
    artist: track.artist_name ?? '',
    album: track.album_name,
    albumId: track.album_id && `jamendo:album:${track.album_id}`,
    coverUrl: httpsOf(track.album_image ?? track.image),
    durationMs: track.duration === null ? null : track.duration * 1000,
    releaseDate: dateOf(track.releasedate),
    trackNumber: track.position,
    source: 'jamendo',
    sourceId: track.id,
    sourceKey: `jamendo:track:${track.id}`,
    sourceUrl: httpsOf(track.shareurl),
    audioSrc: isGiven(track) ? `jamendo:${track.id}` : null,
  })
}

/** Its artist decides whether it may be downloaded. */
export const isGiven = (track: JamendoTrack): boolean =>
  track.audiodownload_allowed === true && (track.audiodownload ?? '') !== ''
