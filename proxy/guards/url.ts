import { refuse } from '../errors/refusal.ts'
import { isPublicAddress, literalAddress } from './address.ts'

const MAX_LENGTH = 4096
/** Scheme, two slashes and at once a host: the forms that parsers read differently are not repaired. */
const PLAIN = /^https?:\/\/[^/?#\\]/i
/** Names that never lead to the open internet (RFC 6761, RFC 6762, RFC 8375, ICANN's list of private use). */
const INNER =
  /(^|\.)(localhost|localdomain|local|lan|intranet|internal|private|corp|home|test|invalid|onion|svc|arpa|workgroup)$/
const PORTS: Record<string, string> = { 'http:': '80', 'https:': '443' }

/**
 * Which hosts may be asked: exact names, `.name` for it and all below it, or every public one. `{ only }` is one
 * origin that the owner himself named; it may be a machine at his home.
 */
export type Hosts = readonly string[] | 'public' | { only: string }

/** Reads an address from outside; throws a `blocked` refusal unless every rule allows it. */
export function checkUrl(text: string, hosts: Hosts): URL {
  const no = (why: string) => refuse('blocked', why)
  if (text.length > MAX_LENGTH) throw no('the address is too long')
  if (!PLAIN.test(text) || hasControls(text)) throw no('only plain http and https addresses are fetched')
  if (!URL.canParse(text)) throw no('this is no address')
  const url = new URL(text)
  if (url.username || url.password || authorityOf(text).includes('@'))
    throw no('an address with a name or password is not fetched')
  if (typeof hosts === 'object' && 'only' in hosts) {
    if (url.origin !== hosts.only) throw no('this is not the address that the owner named')
    return url
  }
  if (url.port && url.port !== PORTS[url.protocol]) throw no('only the usual ports are fetched')
  checkHost(url.hostname, no)
  if (!isAllowed(url.hostname, hosts)) throw no('this host is not on the list')
  return url
}

function hasControls(text: string): boolean {
  return [...text].some((letter) => letter <= ' ' || letter === '\\' || letter === '\x7f')
}

function authorityOf(text: string): string {
  return /^[a-z]+:\/\/([^/?#]*)/i.exec(text)?.[1] ?? ''
}

function checkHost(host: string, no: (why: string) => Error): void {
  const literal = literalAddress(host)
  if (literal !== null) {
    if (!isPublicAddress(literal)) throw no('this address is not a public one')
    return
  }
  const name = host.replace(/\.$/, '')
  if (!name.includes('.') || name !== host || INNER.test(name)) throw no('this name is not a public one')
}

export function isAllowed(host: string, hosts: readonly string[] | 'public'): boolean {
  if (hosts === 'public') return true
  return hosts.some((known) =>
    known.startsWith('.') ? host === known.slice(1) || host.endsWith(known) : host === known,
  )
}

/** The next address of a redirect, under the same rules; never from https down to http. */
export function checkRedirect(from: URL, location: string, hosts: Hosts): URL {
  // A location that does not begin with a scheme is relative; the rest must pass as it is written.
  const absolute = /^[a-z][a-z0-9+.-]*:/i.test(location) ? location : resolved(location, from)
  const next = checkUrl(absolute, hosts)
  if (from.protocol === 'https:' && next.protocol !== 'https:')
    throw refuse('blocked', 'a redirect gave up encryption')
  return next
}

function resolved(location: string, from: URL): string {
  if (!URL.canParse(location, from.href)) throw refuse('blocked', 'a redirect led to no address')
  return new URL(location, from).href
}
