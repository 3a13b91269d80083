import { addressOf, type Address } from '../address.ts'
import type { Reading } from '../link.ts'

const HOSTS = new Set([
  'youtube.com',
  'm.youtube.com',
  'music.youtube.com',
  'gaming.youtube.com',
  'youtube-nocookie.com',
])
const VIDEO = /^[\w-]{11}$/
/** `OLAK5uy_` are albums, the others lists of people; `RD` and `UL` are endless radios made for one listener. */
const LIST = /^(?!RD(?!CLAK)|UL)[A-Za-z][\w-]{1,63}$/
/** `/shorts/ID` and its like. */
const VIDEO_PAGES = new Set(['shorts', 'embed', 'v', 'e', 'live', 'watch'])

export function youtube(address: Address): Reading {
  const { host, path, query } = address
  if (host === 'youtu.be') return video(path[0] ?? '')
  if (!HOSTS.has(host)) return null
  if (path[0] !== 'attribution_link') return ofPage(path, query)
  const inner = addressOf(`youtube.com/${(query.get('u') ?? '').replace(/^\/+/, '')}`)
  return inner ? ofPage(inner.path, inner.query) : 'bad-id'
}

function ofPage([page = '', id = '']: readonly string[], query: Address['query']): Reading {
  const listed =
    page === 'playlist' || id === 'videoseries' || (page === 'watch' && !query.has('v') && id === '')
  if (listed) return list(query.get('list') ?? '')
  if (VIDEO_PAGES.has(page)) return video(query.get('v') ?? id)
  if (page === 'browse' && id.startsWith('VL')) return list(id.slice(2))
  return 'not-songs'
}

function video(text: string): Reading {
  // Text glued to it (`&t=…`, `?si=…`) belongs to a link that was copied carelessly.
  const id = text.split(/[&?]/)[0] ?? ''
  if (!VIDEO.test(id)) return 'bad-id'
  return {
    provider: 'youtube',
    kind: 'track',
    id,
    url: `https://www.youtube.com/watch?v=${id}`,
    sourceKey: `youtube:${id}`,
  }
}

function list(id: string): Reading {
  if (!LIST.test(id)) return 'bad-id'
  const kind = id.startsWith('OLAK5uy_') ? 'album' : 'playlist'
  return {
    provider: 'youtube',
    kind,
    id,
    url: `https://www.youtube.com/playlist?list=${id}`,
    sourceKey: `youtube:playlist:${id}`,
  }
}
