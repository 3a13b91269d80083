import type { Link, LinkProblem } from '#lib/core/links/link.ts'
import { recognise } from '#lib/core/links/recognise.ts'
import type { MetaAnswer } from '../contract.ts'
import { refuse } from '../errors/refusal.ts'
import type { Service } from '../outbound/outside.ts'
import type { House } from './context.ts'
import { ask, MetaQuestion } from './questions.ts'

const TRACK_MS = 24 * 3_600_000
/** Playlists change. */
const LIST_MS = 10 * 60_000

/** Where short links begin, and where they may lead. */
const SHORT: Service = {
  id: 'short-links',
  hosts: [
    ...['spotify.link', 'spotify.app.link', 'link.spotify.com', 'open.spotify.com'],
    ...['link.deezer.com', 'deezer.page.link', 'dzr.page.link', 'www.deezer.com'],
  ],
}

/** No page behind a link is ever fetched as it was given: a link becomes a site, a kind and an id. */
async function understand(house: House, text: string): Promise<Link> {
  const read = recognise(text)
  if (!read.ok)
    throw refuse(read.problem === 'no-address' ? 'bad_request' : 'unsupported', PROBLEM[read.problem])
  if (read.link.kind !== 'short') return read.link
  const led = recognise((await house.outside.follow(SHORT, read.link.url)).href)
  if (led.ok && led.link.kind !== 'short') return led.link
  throw refuse('not_found', 'this short link leads to no song')
}

const PROBLEM: Record<LinkProblem, string> = {
  'no-address': 'this is no link',
  'unknown-site': 'no catalogue knows this site',
  'not-songs': 'this page of the site names no songs',
  'bad-id': 'this link is not whole',
}

/** `GET /meta`, as the text of its answer. */
export async function answerMeta(house: House, query: unknown): Promise<string> {
  const { provider, kind, id, url } = await understand(house, ask(MetaQuestion, query).url)
  const catalogue = house.catalogues.all.find(({ site }) => site === provider)
  if (!catalogue || kind === 'short') throw refuse('unsupported', 'no catalogue knows this site')
  if (catalogue.off) throw refuse('not_configured', catalogue.off, { service: catalogue.id })
  const ttl = kind === 'playlist' ? LIST_MS : TRACK_MS
  return house.cache.get(`meta ${catalogue.id} ${kind} ${id}`, ttl, async () => {
    const found = await catalogue.fetch({ kind, id })
    const answer: MetaAnswer = { ok: true, source: catalogue.id, url, ...found }
    return JSON.stringify(answer)
  })
}
