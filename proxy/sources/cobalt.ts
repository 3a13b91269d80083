import * as v from 'valibot'
import type { Config } from '../config/config.ts'
import type { Candidate, Quality, TrackMeta } from '../contract.ts'
import { refuse, type Refusal } from '../errors/refusal.ts'
import type { Outside, Service } from '../outbound/outside.ts'
import type { Transport } from '../outbound/transport.ts'
import { wordsOf } from '../providers/catalogue.ts'
import type { YouTubeData } from '../providers/youtube-data.ts'
import { after, candidate, type AudioSource, type Located } from './audio-source.ts'
import { isWebLink } from './direct.ts'

/** What an own instance of cobalt answers (imputnet/cobalt, docs/api.md). */
const Reply = v.variant('status', [
  v.object({ status: v.picklist(['tunnel', 'redirect']), url: v.string(), filename: v.optional(v.string()) }),
  v.object({ status: v.literal('local-processing'), tunnel: v.array(v.string()) }),
  v.object({ status: v.literal('picker'), picker: v.array(v.object({ url: v.string() })) }),
  v.object({ status: v.literal('error'), error: v.object({ code: v.string() }) }),
])
type Reply = v.InferOutput<typeof Reply>

const BITRATE: Record<Quality, string> = { lossless: '320', high: '320', medium: '256', low: '128' }
/** A tunnel lives 90 s; what is left of that is for the download to begin. */
const TUNNEL_MS = 60_000
const MAX_TUNNELS = 200

export interface CobaltDeps {
  outside: Outside
  sidecar: Config['sidecar']
  /** Reaches the machine that the owner named, which may stand at his home. */
  ownerTransport: Transport
  now(): number
  /** Finds videos by words, where the owner has a key for that. */
  videos: Pick<YouTubeData, 'search'> | null
}

export function createCobalt({ outside, sidecar, ownerTransport, now, videos }: CobaltDeps): AudioSource {
  const origin = sidecar ? new URL(sidecar.url).origin : ''
  const service: Service = {
    id: 'cobalt',
    hosts: { only: origin },
    transport: ownerTransport,
    // It says no by a 400 with a code; the code is read below.
    refusal: (status, body) =>
      status >= 400 && status < 500 && body.includes('"status"') ? refusalIn(body) : null,
  }
  const tunnels = new Map<string, { located: Located; until: number }>()

  const ask = async (page: string, quality: Quality): Promise<Located> => {
    const reply = await outside.json(service, question(sidecar, page, quality), Reply)
    const { url, name } = fileOf(reply)
    const isOwn = URL.canParse(url) && new URL(url).origin === origin
    // A redirect leads to the open internet, under the guard of all addresses.
    return { service: isOwn ? service : { id: 'cobalt', hosts: 'public' }, url, name }
  }
  return {
    id: 'cobalt',
    off: sidecar ? null : 'SIDECAR_URL is not set',
    owns: (src) => after(src, 'cobalt') !== null,
    closedFor: () => outside.closedFor(service),
    async locate(src, quality) {
      const page = after(src, 'cobalt') ?? ''
      if (!sidecar) throw refuse('not_configured', 'no sidecar is set', { service: 'cobalt' })
      if (!isWebLink(page)) throw refuse('bad_request', 'a sidecar wants a link', { service: 'cobalt' })
      const key = `${quality} ${page}`
      const held = tunnels.get(key)
      if (held && held.until > now()) return held.located
      const located = await ask(page, quality)
      if (tunnels.size >= MAX_TUNNELS) tunnels.clear()
      tunnels.set(key, { located, until: now() + TUNNEL_MS })
      return located
    },
    async find({ url, wish, limit }) {
      if (url !== null && isWebLink(url)) {
        const title = wish.title || url
        const artist = wish.artist || null
        return [
          candidate({ source: 'cobalt', src: `cobalt:${url}`, title, artist, pageUrl: url, score: 0.5 }),
        ]
      }
      const found = (await videos?.search(wordsOf(wish), limit)) ?? []
      return found.map((video) => ofVideo(video))
    },
  }
}

function ofVideo({ title, artist, durationMs, coverUrl, sourceUrl }: TrackMeta): Candidate {
  const src = `cobalt:${sourceUrl}`
  return candidate({
    source: 'cobalt',
    src,
    title,
    artist,
    durationMs,
    coverUrl,
    pageUrl: sourceUrl,
    from: artist,
  })
}

function question(sidecar: Config['sidecar'], url: string, quality: Quality) {
  const key: Record<string, string> = sidecar?.key ? { authorization: `Api-Key ${sidecar.key}` } : {}
  return {
    url: sidecar?.url ?? '',
    method: 'POST' as const,
    headers: { 'content-type': 'application/json', ...key },
    body: JSON.stringify({
      url,
      downloadMode: 'audio',
      audioFormat: quality === 'lossless' ? 'best' : 'mp3',
      audioBitrate: BITRATE[quality],
      localProcessing: 'disabled',
    }),
  }
}

function fileOf(reply: Reply): { url: string; name: string | null } {
  if (reply.status === 'error') throw meaning(reply.error.code)
  if (reply.status === 'picker') return { url: reply.picker[0]?.url ?? '', name: null }
  if (reply.status === 'local-processing') return { url: reply.tunnel[0] ?? '', name: null }
  return { url: reply.url, name: reply.filename ?? null }
}

function refusalIn(body: string): Refusal {
  return meaning(/"code"\s*:\s*"(error\.[\w.-]{1,80})"/.exec(body)?.[1] ?? '')
}

/** cobalt's codes, as far as they say something that a person can act on. */
function meaning(code: string): Refusal {
  const service = 'cobalt'
  if (/rate/.test(code))
    return refuse('rate_limited', 'the sidecar is asked too often', { service, retryAfter: 60 })
  if (/auth/.test(code)) return refuse('auth', 'the sidecar does not accept its key', { service })
  if (/link\.(invalid|unsupported)|service\.(unsupported|disabled)/.test(code))
    return refuse('unsupported', 'the sidecar does not know such links', { service })
  if (/content\.(video|post)\.(unavailable|private|age|region|live)|too_long/.test(code))
    return refuse('not_found', 'the sidecar cannot have this one', { service })
  return refuse('upstream', `the sidecar failed (${code || 'no code'})`, { service })
}
