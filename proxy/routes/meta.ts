import type { MetaAnswer } from '../contract.ts'
import { refuse } from '../errors/refusal.ts'
import { isAllowed } from '../guards/url.ts'
import type { Service } from '../outbound/outside.ts'
import type { Catalogue, Ref } from '../providers/catalogue.ts'
import type { House } from './context.ts'
import { ask, MetaQuestion } from './questions.ts'

const TRACK_MS = 24 * 3_600_000
/** Playlists change. */
const LIST_MS = 10 * 60_000

const SHORT: Service = {
  id: 'short-links',
  hosts: [
    'spotify.link',
    'spotify.app.link',
    'link.deezer.com',
    'deezer.page.link',
    'open.spotify.com',
    'www.deezer.com',
    'www.spotify.com',
  ],
}
const SHORT_HOSTS = ['spotify.link', 'spotify.app.link', 'link.deezer.com', 'deezer.page.link']

interface Known {
  catalogue: Catalogue
  ref: Ref
}

function knownIn(house: House, url: URL): Known | null {
  for (const catalogue of house.catalogues.all) {
    const ref = catalogue.refOf(url)
    if (ref) return { catalogue, ref }
  }
  return null
}

/** `spotify:…` as it is, `host/path` as https: what people paste. */
function addressOf(text: string): URL {
  const whole = /^(https?:|spotify:)/i.test(text) ? text : `https://${text}`
  if (!URL.canParse(whole)) throw refuse('bad_request', 'this is no link')
  return new URL(whole)
}

/** No page behind a link is ever fetched as it was given: a link becomes a service, a kind and an id. */
async function understand(house: House, text: string): Promise<Known> {
  const url = addressOf(text)
  const known = knownIn(house, url)
  if (known) return known
  if (isAllowed(url.hostname, SHORT_HOSTS)) {
    const found = knownIn(house, await house.outside.follow(SHORT, `https://${url.host}${url.pathname}`))
    if (found) return found
  }
  throw refuse('unsupported', 'no catalogue knows this kind of link')
}

/** `GET /meta`, as the text of its answer. */
export async function answerMeta(house: House, query: unknown): Promise<string> {
  const { url } = ask(MetaQuestion, query)
  const { catalogue, ref } = await understand(house, url)
  if (catalogue.off) throw refuse('not_configured', catalogue.off, { service: catalogue.id })
  const ttl = ref.kind === 'playlist' ? LIST_MS : TRACK_MS
  return house.cache.get(`meta ${catalogue.id} ${ref.kind} ${ref.id}`, ttl, async () => {
    const found = await catalogue.fetch(ref)
    const answer: MetaAnswer = { ok: true, source: catalogue.id, url: catalogue.pageOf(ref), ...found }
    return JSON.stringify(answer)
  })
}
