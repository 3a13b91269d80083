import { encoded, type Address } from '../address.ts'
import type { Reading } from '../link.ts'
import { isSoundPath } from '../sound-path.ts'

const PAGES = new Set(['details', 'download', 'embed', 'stream', 'metadata'])
const ITEM = /^[A-Za-z0-9][\w.-]{0,120}$/

/** An item is an album of its files; with a file's name it is that song. */
export function internetArchive({ host, path }: Address): Reading {
  const node = /^ia\d+\.(us|eu)\.archive\.org$/.test(host)
  if (host !== 'archive.org' && !node) return null
  const at = node ? path.indexOf('items') : 0
  if (at < 0 || (!node && !PAGES.has(path[0] ?? ''))) return 'not-songs'
  const item = path[at + 1] ?? ''
  if (!ITEM.test(item)) return 'bad-id'
  const file = path.slice(at + 2)
  if (!isSoundPath(file.at(-1) ?? '')) return linkOf('album', item)
  return linkOf('track', [item, ...file].join('/'))
}

function linkOf(kind: 'album' | 'track', id: string): Reading {
  const where = id.split('/').map(encoded).join('/')
  return {
    provider: 'internet-archive',
    kind,
    id,
    url: `https://archive.org/${kind === 'track' ? 'download' : 'details'}/${where}`,
    sourceKey: `internet-archive:${id}`,
  }
}
