/** What is passed on from the client: only what a download needs to go on where it stopped. */
const FROM_CLIENT = ['range', 'if-range']
/** What is passed back from a service. `Set-Cookie`, and all that is not here, is dropped. */
const FROM_SERVICE = ['content-length', 'content-range', 'etag', 'last-modified', 'retry-after']

function only(names: readonly string[], headers: Headers): Headers {
  const kept = new Headers()
  for (const name of names) {
    const value = headers.get(name)
    if (value !== null && value.length <= 1024) kept.set(name, value)
  }
  return kept
}

export const fromClient = (headers: Headers): Headers => only(FROM_CLIENT, headers)
export const fromService = (headers: Headers): Headers => only(FROM_SERVICE, headers)

/** Headers of a hook that its sender may choose: its type, and names that begin with `X-`. */
export function forHook(headers: Record<string, string>): Headers {
  const kept = new Headers()
  for (const [name, value] of Object.entries(headers)) {
    if (!/^(content-type|user-agent|x-[a-z0-9-]{1,60})$/i.test(name)) continue
    if (/^x-(forwarded|real)/i.test(name) || !/^[\x20-\x7e]{0,1024}$/.test(value)) continue
    kept.set(name, value)
  }
  return kept
}

/** On every answer: it is data, whatever it says, and never a page of the app's origin. */
export const SAFE_HEADERS: Record<string, string> = {
  'X-Content-Type-Options': 'nosniff',
  'Content-Security-Policy': "default-src 'none'; sandbox; frame-ancestors 'none'",
  'Cross-Origin-Resource-Policy': 'cross-origin',
  'Referrer-Policy': 'no-referrer',
}
