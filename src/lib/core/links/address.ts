/** An address in its parts, as far as links need them. Core has no `URL`; the longest that is read is `LONGEST`. */
export interface Address {
  scheme: string
  /** Lower case, without `www.` and a dot at the end; with `:port` where one is written. */
  host: string
  /** Decoded, without empty ones. */
  path: string[]
  query: ReadonlyMap<string, string>
  /** The path as it was written, from its `/`. */
  rawPath: string
  /** With its `?`, or empty. */
  rawQuery: string
}

/** Longer ones name no song. */
export const LONGEST = 2048

const SHAPE = /^(?:([a-z][a-z0-9+.-]{0,19}):\/\/)?([^\s/?#]{1,260})([^?#]*)(\?[^#]*)?(?:#.*)?$/is
const HOST = /^[\p{L}\p{N}][\p{L}\p{N}._-]*(:\d{1,5})?$/u

/** The address that `text` is, with or without its scheme; null when it is none, or hides its host behind a user name. */
export function addressOf(text: string): Address | null {
  const bare = text.trim()
  if (bare.length > LONGEST) return null
  const found = SHAPE.exec(bare)
  if (!found) return null
  const [, scheme = 'https', authority = '', rawPath = '', rawQuery = ''] = found
  const host = authority
    .toLowerCase()
    .replace(/\.(?=:\d|$)/, '')
    .replace(/^www\./, '')
  if (!HOST.test(host)) return null
  const path = rawPath.split('/').map(decoded).filter(Boolean)
  return { scheme: scheme.toLowerCase(), host, path, query: queryOf(rawQuery), rawPath, rawQuery }
}

function queryOf(raw: string): ReadonlyMap<string, string> {
  const query = new Map<string, string>()
  for (const pair of raw.slice(1).split('&')) {
    const at = pair.indexOf('=')
    const name = decoded(at < 0 ? pair : pair.slice(0, at))
    if (name && !query.has(name)) query.set(name, at < 0 ? '' : decoded(pair.slice(at + 1)))
  }
  return query
}

/** Percent signs taken away; text that is not well encoded stays as it is. */
function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

/** A part of a path, encoded so that it reads the same whoever reads it. */
export const encoded = (part: string): string =>
  encodeURIComponent(part).replaceAll('%2C', ',').replaceAll('%40', '@')
