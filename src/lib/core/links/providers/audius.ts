import { encoded, type Address } from '../address.ts'
import type { Reading } from '../link.ts'

/** First parts that are pages of the site and not people. */
const PAGES = new Set(
  'trending explore feed library upload signin signup legal settings search rewards messages embed chats'.split(
    ' ',
  ),
)
/** Second parts that are lists of a person and not songs. */
const SHELVES = new Set(['albums', 'playlists', 'reposts', 'collectibles', 'about', 'tracks'])

export function audius({ host, path }: Address): Reading {
  if (host !== 'audius.co') return null
  const [handle = '', second = '', slug = ''] = path
  if (PAGES.has(handle) || second === '' || SHELVES.has(second)) return 'not-songs'
  if (second !== 'album' && second !== 'playlist') return linkOf('track', [handle, second])
  return slug ? linkOf(second, [handle, second, slug]) : 'not-songs'
}

function linkOf(kind: 'track' | 'album' | 'playlist', parts: readonly string[]): Reading {
  const id = parts.map(encoded).join('/')
  return {
    provider: 'audius',
    kind,
    id,
    url: `https://audius.co/${id}`,
    sourceKey: `audius:${id.toLowerCase()}`,
  }
}
