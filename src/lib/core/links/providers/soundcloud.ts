import { addressOf, encoded, type Address } from '../address.ts'
import type { Reading } from '../link.ts'

const SHORT_HOSTS = new Set(['on.soundcloud.com', 'soundcloud.app.goo.gl'])
const HOSTS = new Set(['soundcloud.com', 'm.soundcloud.com'])
/** First parts that are pages of the site and not people. */
const PAGES = new Set(
  'discover stream you search upload charts jobs pages terms-of-use tags people settings login signup go imprint stations'.split(
    ' ',
  ),
)
/** Second parts that are lists of a person and not songs. */
const SHELVES = new Set(
  'likes tracks albums reposts followers following popular-tracks comments spotlight toptracks'.split(' '),
)

export function soundcloud({ host, path, query }: Address): Reading {
  if (SHORT_HOSTS.has(host)) return short(host, path[0] ?? '')
  if (host === 'w.soundcloud.com') return inner(query.get('url') ?? '')
  return HOSTS.has(host) ? ofPage(path) : null
}

function ofPage([user = '', second = '', third = '', fourth = '']: readonly string[]): Reading {
  if (PAGES.has(user) || SHELVES.has(second) || second === '') return 'not-songs'
  if (second !== 'sets') return linkOf('track', [user, second, ...secretOf(third)])
  return third ? linkOf('playlist', [user, 'sets', third, ...secretOf(fourth)]) : 'not-songs'
}

/** The player's address holds that of the song. */
function inner(url: string): Reading {
  const address = addressOf(url)
  return address && address.host !== 'w.soundcloud.com' ? (soundcloud(address) ?? 'not-songs') : 'bad-id'
}

/** An unlisted song is only found with its token. */
const secretOf = (part: string) => (/^s-[\w-]+$/.test(part) ? [part] : [])

function linkOf(kind: 'track' | 'playlist', parts: readonly string[]): Reading {
  const id = parts.map((part) => encoded(/^s-/.test(part) ? part : part.toLowerCase())).join('/')
  return {
    provider: 'soundcloud',
    kind,
    id,
    url: `https://soundcloud.com/${id}`,
    sourceKey: `soundcloud:${id}`,
  }
}

function short(host: string, id: string): Reading {
  if (!/^[\w-]{1,64}$/.test(id)) return 'bad-id'
  return {
    provider: 'soundcloud',
    kind: 'short',
    id,
    url: `https://${host}/${id}`,
    sourceKey: `short:${host}/${id}`,
  }
}
