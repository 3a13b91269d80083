import * as v from 'valibot'
import { refuse, Refusal } from '../../errors/refusal.ts'
import type { Outside, Service } from '../../outbound/outside.ts'
import { number, text } from '../shapes.ts'
import type { TokenSource } from './token.ts'

export const SPOTIFY: Service = {
  id: 'spotify',
  hosts: ['api.spotify.com'],
  refusal(status, body, retryAfter) {
    const service = 'spotify'
    if (status === 401) return refuse('auth', 'the token is no longer accepted', { service, upstream: 401 })
    if (status === 403) return refuse('auth', forbidden(body), { service, upstream: 403 })
    if (status === 429 && body.includes('QUOTA_EXCEEDED'))
      return refuse('rate_limited', 'the quota of this Spotify app is used up', { service, retryAfter })
    return null
  },
}

function forbidden(body: string): string {
  return /premium/i.test(body)
    ? 'Spotify answers only apps whose owner has Premium'
    : 'Spotify does not give this to the credentials of this proxy'
}

/** One page of a list, and whether there is another (`next` leads there, but only its offset is used). */
export const pageOf = <T>(entry: v.GenericSchema<unknown, T>) =>
  v.object({
    items: v.array(v.fallback(v.nullable(entry), null)),
    next: text,
    total: number,
  })

export interface Api {
  get<T>(path: string, schema: v.GenericSchema<unknown, T>): Promise<T>
}

/** Asks Spotify with a token, and once more with a new one when it is refused as expired. */
export function createApi(outside: Outside, tokens: TokenSource): Api {
  const ask = async <T>(path: string, schema: v.GenericSchema<unknown, T>): Promise<T> => {
    const token = await tokens.token()
    try {
      const headers = { authorization: `Bearer ${token}` }
      return await outside.json(SPOTIFY, { url: `https://api.spotify.com/v1${path}`, headers }, schema)
    } catch (error) {
      if (error instanceof Refusal && error.upstream === 401) tokens.drop(token)
      throw error
    }
  }
  return {
    async get(path, schema) {
      try {
        return await ask(path, schema)
      } catch (error) {
        if (error instanceof Refusal && error.upstream === 401) return ask(path, schema)
        throw error
      }
    },
  }
}

/** Spotify's own bound on a playlist. */
const MAX_ITEMS = 10_000
const PAGE = 50
const AT_ONCE = 4

export interface Listed<T> {
  items: (T | null)[]
  total: number | null
}

/** All of a list, four pages at a time. `path` has no query yet. */
export async function allPages<T>(
  api: Api,
  path: string,
  entry: v.GenericSchema<unknown, T>,
): Promise<Listed<T>> {
  const page = (offset: number) => api.get(`${path}?limit=${PAGE}&offset=${offset}`, pageOf(entry))
  const first = await page(0)
  const items = [...first.items]
  // Without a total there is only the word of the last page that another follows.
  const end = Math.min(MAX_ITEMS, first.total ?? (first.next ? MAX_ITEMS : first.items.length))
  for (let offset = PAGE; offset < end; offset += PAGE * AT_ONCE) {
    const offsets = Array.from({ length: AT_ONCE }, (_, i) => offset + i * PAGE).filter((at) => at < end)
    const pages = await Promise.all(offsets.map(page))
    for (const one of pages) items.push(...one.items)
    if (pages.some((one) => one.items.length === 0)) break
  }
  return { items, total: first.total }
}
