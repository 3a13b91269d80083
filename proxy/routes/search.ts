import type { ProxyError, SearchAnswer, TrackMeta } from '../contract.ts'
import { errorOf, refuse } from '../errors/refusal.ts'
import type { Catalogue, Wish } from '../providers/catalogue.ts'
import { ranked, scoreOf } from '../sources/rank.ts'
import type { House } from './context.ts'
import { ask, SearchQuestion, wishOf } from './questions.ts'

const FOUND_MS = 6 * 3_600_000
/** Asked when the question names none: quick ones with good data. */
const USUAL = ['spotify', 'deezer', 'itunes']

type Searching = Catalogue & { search: NonNullable<Catalogue['search']> }

const canSearch = (catalogue: Catalogue): catalogue is Searching =>
  catalogue.search !== undefined && catalogue.off === null

/** `GET /search`, as the text of its answer. One catalogue's failure is said and does not take the others along. */
export async function answerSearch(house: House, query: unknown): Promise<string> {
  const asked = ask(SearchQuestion, query)
  const wish = wishOf(asked)
  if (!wish.q && !wish.title && !wish.isrc)
    throw refuse('bad_request', 'nothing to look for: q, title or isrc')
  const names = asked.sources.length > 0 ? asked.sources : USUAL
  const chosen = house.catalogues.all.filter(canSearch).filter(({ id }) => names.includes(id))
  if (chosen.length === 0) throw refuse('not_configured', 'none of these catalogues can be searched here')

  const parts = await Promise.all(chosen.map((one) => searchOne(house, one, wish, asked.limit)))
  const items = parts.flatMap((part) => part.items).map((item) => ({ ...item, score: scoreOf(wish, item) }))
  const failures = parts.flatMap((part) => part.failure ?? [])
  const [first] = failures
  if (first && failures.length === chosen.length) throw refuse(first.code, first.message, first)
  const answer: SearchAnswer = { ok: true, items: ranked(items, asked.limit * chosen.length), failures }
  return JSON.stringify(answer)
}

interface Part {
  items: TrackMeta[]
  failure: ProxyError | null
}

/** Each catalogue is kept by itself, so that one that was ill is asked again and the others are not. */
async function searchOne(house: House, catalogue: Searching, wish: Wish, limit: number): Promise<Part> {
  const key = `search ${catalogue.id} ${limit} ${JSON.stringify(wish)}`
  try {
    const text = await house.cache.get(key, FOUND_MS, async () =>
      JSON.stringify(await catalogue.search(wish, limit)),
    )
    return { items: JSON.parse(text), failure: null }
  } catch (error) {
    const failure = errorOf(error, catalogue.id)
    // Nothing found is an answer.
    return failure.code === 'not_found' ? { items: [], failure: null } : { items: [], failure }
  }
}
