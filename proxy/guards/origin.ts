import { refuse } from '../errors/refusal.ts'

export interface Door {
  /** Origins of apps that may ask from elsewhere. */
  origins: readonly string[]
  /** Hosts by which this proxy may be called; null: any (a server that is meant for all). */
  hosts: readonly string[] | null
}

/** The origin to name in the answer; null when the request comes from the proxy's own origin or from no page. */
export function allowedOrigin(request: Request, door: Door): string | null {
  const origin = request.headers.get('origin')
  if (origin === null || isOwn(origin, request)) return null
  return door.origins.includes(origin) ? origin : null
}

function isOwn(origin: string, request: Request): boolean {
  return URL.canParse(origin) && new URL(origin).host === hostOf(request)
}

function hostOf(request: Request): string {
  return request.headers.get('host') ?? new URL(request.url).host
}

/**
 * Keeps foreign pages out. A page elsewhere could otherwise use a proxy at home as its own: by its origin, by a
 * plain image or form (`Sec-Fetch-Site`), or by a name of its own that resolves to here (`Host`).
 */
export function checkOrigin(request: Request, door: Door): void {
  const host = hostOf(request).replace(/:\d+$/, '').toLowerCase()
  if (door.hosts && !door.hosts.includes(host)) throw refuse('blocked', 'the proxy is not called so')
  const origin = request.headers.get('origin')
  if (origin !== null && !isOwn(origin, request) && !door.origins.includes(origin))
    throw refuse('blocked', 'this page may not use the proxy')
  const site = request.headers.get('sec-fetch-site')
  if (origin === null && (site === 'cross-site' || site === 'same-site'))
    throw refuse('blocked', 'this page may not use the proxy')
}

const EXPOSED = 'Retry-After, Content-Length, Content-Range, Accept-Ranges, ETag, X-SFA-Real-Quality'

export function corsHeaders(origin: string): Record<string, string> {
  return { 'Access-Control-Allow-Origin': origin, 'Access-Control-Expose-Headers': EXPOSED, Vary: 'Origin' }
}

export function preflightHeaders(): Record<string, string> {
  return {
    'Access-Control-Allow-Methods': 'GET, HEAD, POST',
    'Access-Control-Allow-Headers': 'Content-Type, Range, If-Range',
    // A hosted page that uses a proxy at home (WICG, Private Network Access).
    'Access-Control-Allow-Private-Network': 'true',
    'Access-Control-Max-Age': '600',
  }
}
