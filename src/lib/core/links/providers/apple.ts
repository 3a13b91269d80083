import type { Address } from '../address.ts'
import type { Link, LinkKind, Reading } from '../link.ts'

const HOSTS = new Set([
  'music.apple.com',
  'itunes.apple.com',
  'geo.music.apple.com',
  'embed.music.apple.com',
  'geo.itunes.apple.com',
])
/** `/us/album/name/ID?i=TRACK`, `/us/song/name/ID`, `/us/playlist/name/pl.ID`; the name may be missing, the number may be `id123`. */
export function apple({ host, path, query }: Address): Reading {
  if (!HOSTS.has(host)) return null
  const at = path.findIndex((part) => ['album', 'song', 'playlist'].includes(part))
  const kind = path[at]
  if (at < 0 || at > 1) return 'not-songs'
  // A number is the same everywhere, but not sold everywhere.
  const country = /^[a-z]{2}$/i.test(path[0] ?? '') ? (path[0] ?? '').toLowerCase() : 'us'
  const last = path.length > at + 1 ? (path.at(-1) ?? '') : ''
  if (kind === 'playlist')
    return /^pl\.[\w.-]{1,80}$/.test(last) ? linkOf(country, 'playlist', last) : 'bad-id'
  const song = kind === 'album' ? query.get('i') : last
  if (song !== undefined) return numbered(country, 'track', song)
  return numbered(country, 'album', last)
}

function numbered(country: string, kind: LinkKind, text: string): Reading {
  const id = text.replace(/^id/, '')
  return /^\d{1,20}$/.test(id) ? linkOf(country, kind, id) : 'bad-id'
}

function linkOf(country: string, kind: LinkKind, id: string): Link {
  const page = kind === 'track' ? 'song' : kind
  return {
    provider: 'apple',
    kind,
    id,
    url: `https://music.apple.com/${country}/${page}/${id}`,
    sourceKey: `itunes:${kind}:${id}`,
  }
}
