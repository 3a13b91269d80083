import { refuse, Refusal } from '../errors/refusal.ts'
import { deadline, timed, type Deadline, type Patience } from '../guards/time.ts'
import { checkRedirect, checkUrl, type Hosts } from '../guards/url.ts'
import type { Transport } from './transport.ts'

export const MAX_REDIRECTS = 5

export interface Ask {
  service: string
  url: string
  hosts: Hosts
  method?: 'GET' | 'HEAD' | 'POST'
  headers?: Headers
  body?: string
  patience: Patience
  /** The client going away. */
  signal?: AbortSignal | null
  /** false: a redirect is the answer (a hook). */
  follow?: boolean
}

export interface Answer {
  response: Response
  /** Where it came from after redirects. */
  url: URL
  /** The body under its deadline; null when there is none. */
  body: ReadableStream<Uint8Array> | null
}

/** Asks under every outgoing guard: address, hosts, each redirect, time. Reads no body. */
export async function guardedFetch(transport: Transport, ask: Ask): Promise<Answer> {
  const limit = deadline(ask.patience, ask.signal ?? null, ask.service)
  try {
    const { response, url } = await follow(transport, ask, limit)
    limit.touch()
    if (!response.body) limit.stop()
    return { response, url, body: response.body && timed(response.body, limit) }
  } catch (error) {
    limit.stop()
    throw plain(limit.signal.aborted ? limit.signal.reason : error, ask.service)
  }
}

async function follow(transport: Transport, ask: Ask, limit: Deadline) {
  let url = checkUrl(ask.url, ask.hosts)
  const headers = new Headers(ask.headers)
  for (let hops = 0; ; hops++) {
    const response = await transport({
      url,
      method: ask.method ?? 'GET',
      headers,
      body: ask.body ?? null,
      signal: limit.signal,
    })
    const location = response.headers.get('location')
    const moved = [301, 302, 303, 307, 308].includes(response.status) && location !== null
    if (!moved || ask.follow === false) return { response, url }
    await response.body?.cancel()
    if (hops >= MAX_REDIRECTS) throw refuse('blocked', 'too many redirects', { service: ask.service })
    if (ask.method === 'POST') throw refuse('upstream', 'a redirect in place of an answer', ask)
    const next = checkRedirect(url, location, ask.hosts)
    if (next.origin !== url.origin) headers.delete('authorization')
    url = next
  }
}

/** Foreign errors are put into our words: they may quote addresses. */
function plain(error: unknown, service: string): Refusal {
  const inner = error instanceof Error && error.cause instanceof Refusal ? error.cause : error
  if (inner instanceof Refusal) {
    const { code, message, retryAfter } = inner.data
    return refuse(code, message, { service, retryAfter, cause: error })
  }
  return refuse('upstream', 'the service could not be reached', { service, cause: error })
}
