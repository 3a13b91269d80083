import type { Address } from '../address.ts'
import type { LinkKind, Reading } from '../link.ts'

const HOSTS = new Set([
  'open.spotify.com',
  'spotify.com',
  'play.spotify.com',
  'embed.spotify.com',
  'm.spotify.com',
])
const SHORT_HOSTS = new Set(['spotify.link', 'spotify.app.link', 'link.spotify.com'])
const KINDS = new Set<string>(['track', 'album', 'playlist'])
/** Base 62. Real ones have 22 characters; what is too short Spotify itself refuses. */
const ID = /^[A-Za-z0-9]{1,40}$/

export function spotify(address: Address): Reading {
  if (SHORT_HOSTS.has(address.host)) return short(address)
  if (!HOSTS.has(address.host)) return null
  const uri = address.query.get('uri')
  if (uri) return spotifyUri(uri)
  return ofParts(address.path.filter((part, at) => !isDecoration(part, at)))
}

/** `spotify:track:ID`, `spotify:user:NAME:playlist:ID`; null when it is no such text. */
export function spotifyUri(text: string): Reading {
  const [name, ...parts] = text.trim().split(':')
  if (name?.toLowerCase() !== 'spotify' || parts.length === 0) return null
  return ofParts(parts)
}

/** A language (`intl-pt-BR`) or `embed` before what matters. */
const isDecoration = (part: string, at: number) =>
  at < 2 && (/^intl-[\w-]+$/i.test(part) || /^embed(-podcast)?$/.test(part))

function ofParts(parts: readonly string[]): Reading {
  const [first = '', ...rest] = parts
  const [kind = '', id = ''] = first === 'user' ? rest.slice(1) : [first, rest[0]]
  if (!KINDS.has(kind)) return 'not-songs'
  if (!ID.test(id)) return 'bad-id'
  return {
    provider: 'spotify',
    kind: kind as LinkKind,
    id,
    url: `https://open.spotify.com/${kind}/${id}`,
    sourceKey: `spotify:${kind}:${id}`,
  }
}

function short({ host, path }: Address): Reading {
  const id = path.at(-1) ?? ''
  if (!/^[\w-]{1,64}$/.test(id)) return 'bad-id'
  return {
    provider: 'spotify',
    kind: 'short',
    id,
    url: `https://${host}/${id}`,
    sourceKey: `short:${host}/${id}`,
  }
}
