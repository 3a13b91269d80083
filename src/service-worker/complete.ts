/** The same page, served without the isolation that would cut it off from who opened it. */
export const DOOR = '/door'

const OPENER = 'Cross-Origin-Opener-Policy'

/**
 * The answer as this site sends it: what the host says is kept, what it leaves out (a static host leaves out isolation and
 * policy) is added. Kept so in the cache, so that every answer out of it is right without a network.
 */
export function complete(
  response: Response,
  path: string,
  headers: Readonly<Record<string, string>>,
): Response {
  const all = new Headers(response.headers)
  for (const [name, value] of Object.entries(headers)) if (!all.has(name)) all.set(name, value)
  if (path === DOOR) all.set(OPENER, 'unsafe-none')
  return new Response(response.body, {
    status: response.status,
    statusText: response.statusText,
    headers: all,
  })
}

/** A host that answers a missing file with its first page would put a page in the place of code. */
export function isRight(response: Response, path: string): boolean {
  if (response.status !== 200) return false
  const isPage = response.headers.get('Content-Type')?.startsWith('text/html') ?? false
  return isPage === (path === DOOR || path.endsWith('.html'))
}
