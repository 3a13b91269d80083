import * as v from 'valibot'
import { refuse } from '../errors/refusal.ts'
import { isPublicAddress, literalAddress } from '../guards/address.ts'
import type { Errand, Transport } from '../outbound/transport.ts'

export interface EdgeTransportOptions {
  fetch: (url: string, init: RequestInit) => Promise<Response>
  now(): number
}

const DNS = 'https://cloudflare-dns.com/dns-query'
const KNOWN_MS = 300_000
const MAX_NAMES = 500
const Answer = v.object({
  Status: v.number(),
  Answer: v.optional(v.array(v.object({ type: v.number(), data: v.string() })), []),
})
/** Record types A and AAAA (RFC 1035, RFC 3596). */
const ADDRESSES = [1, 28]

/**
 * The way out of a Worker. It cannot hold a connection to the address that was checked, so a name is looked up beside
 * it (DNS over HTTPS) and must be public; what is left of rebinding leads into Cloudflare's own egress, from which no
 * inner address can be reached.
 */
export function createEdgeTransport({ fetch, now }: EdgeTransportOptions): Transport {
  const known = new Map<string, number>()

  const checked = async (host: string, signal: AbortSignal) => {
    if ((known.get(host) ?? 0) > now()) return
    const lists = await Promise.all(['A', 'AAAA'].map((type) => addressesOf(fetch, host, type, signal)))
    const addresses = lists.flat()
    if (addresses.length === 0) throw refuse('not_found', 'this name is not known')
    if (!addresses.every(isPublicAddress))
      throw refuse('blocked', 'this name does not lead to a public address')
    if (known.size >= MAX_NAMES) known.clear()
    known.set(host, now() + KNOWN_MS)
  }
  return async ({ url, method, headers, body, signal }: Errand) => {
    const { hostname } = url
    if (literalAddress(hostname) === null) await checked(hostname, signal)
    return fetch(url.href, { method, headers, body, signal, redirect: 'manual' })
  }
}

async function addressesOf(
  fetch: EdgeTransportOptions['fetch'],
  host: string,
  type: string,
  signal: AbortSignal,
): Promise<string[]> {
  const url = `${DNS}?name=${encodeURIComponent(host)}&type=${type}`
  const answer = await fetch(url, { headers: { accept: 'application/dns-json' }, signal })
  if (!answer.ok) throw refuse('upstream', 'names cannot be looked up')
  const read = v.safeParse(Answer, await answer.json())
  if (!read.success) throw refuse('upstream', 'names cannot be looked up')
  return read.output.Answer.filter((one) => ADDRESSES.includes(one.type)).map((one) => one.data)
}
