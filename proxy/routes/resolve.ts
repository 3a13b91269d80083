import type { Candidate, ProxyError, ResolveAnswer } from '../contract.ts'
import { errorOf, refuse } from '../errors/refusal.ts'
import { previewsOf } from '../sources/free-catalogues.ts'
import type { AudioSource, Search } from '../sources/audio-source.ts'
import { ranked, scoreOf } from '../sources/rank.ts'
import type { House } from './context.ts'
import { ask, ResolveQuestion, wishOf } from './questions.ts'

const FOUND_MS = 3_600_000
const SHOPS = ['deezer', 'itunes']

/** `GET /resolve`, as the text of its answer: from where this recording could be had. */
export async function answerResolve(house: House, query: unknown): Promise<string> {
  const asked = ask(ResolveQuestion, query)
  const wish = wishOf(asked)
  const url = asked.url ?? null
  if (!wish.q && !wish.title && !url) throw refuse('bad_request', 'nothing to look for: title, q or url')
  const search: Search = { wish, url, quality: asked.quality, limit: asked.limit }
  const order = house.sources.chosen(asked.sources).filter((source) => source.off === null)

  const parts = await Promise.all(order.map((source) => findOne(house, source, search)))
  const candidates = parts
    .flatMap((part) => part.found)
    .map((one) => ({
      ...one,
      score: Math.max(one.score, wish.title || wish.q ? scoreOf(wish, one) : one.score),
    }))
  const failures = parts.flatMap((part) => part.failure ?? [])
  const answer: ResolveAnswer = { ok: true, candidates: ranked(candidates, asked.limit * 2), failures }
  return JSON.stringify(answer)
}

interface Part {
  found: Candidate[]
  failure: ProxyError | null
}

async function findOne(house: House, source: AudioSource, search: Search): Promise<Part> {
  const key = `resolve ${source.id} ${search.limit} ${search.url ?? ''} ${JSON.stringify(search.wish)}`
  try {
    const text = await house.cache.get(key, FOUND_MS, async () =>
      JSON.stringify(
        source.id === 'preview' ? await previews(house, search) : ((await source.find?.(search)) ?? []),
      ),
    )
    return { found: JSON.parse(text), failure: null }
  } catch (error) {
    const failure = errorOf(error, source.id)
    return failure.code === 'not_found' ? { found: [], failure: null } : { found: [], failure }
  }
}

/** Shops are asked one after the other until one has it: a preview is the last resort. */
async function previews(house: House, search: Search): Promise<Candidate[]> {
  if (!search.wish.title && !search.wish.q) return []
  for (const catalogue of house.catalogues.all.filter(({ id }) => SHOPS.includes(id))) {
    const metas = await catalogue.search?.(search.wish, search.limit).catch(() => []) // The next shop may have it.
    const found = previewsOf(metas ?? [], search)
    if (found.length > 0) return found
  }
  return []
}
