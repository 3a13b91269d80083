import type { Address } from '../address.ts'
import type { LinkKind, Reading } from '../link.ts'

const HOSTS = new Set(['deezer.com', 'm.deezer.com', 'widget.deezer.com', 'api.deezer.com'])
const SHORT_HOSTS = new Set(['link.deezer.com', 'deezer.page.link', 'dzr.page.link'])
const KINDS = ['track', 'album', 'playlist']

export function deezer({ host, path }: Address): Reading {
  if (SHORT_HOSTS.has(host)) return short(host, path)
  if (!HOSTS.has(host)) return null
  // A language or `widget/dark` may stand before.
  const at = path.findIndex((part) => KINDS.includes(part))
  if (at < 0 || at > 2) return 'not-songs'
  const kind = path[at] as LinkKind
  const id = path[at + 1] ?? ''
  if (!/^\d{1,20}$/.test(id)) return 'bad-id'
  return {
    provider: 'deezer',
    kind,
    id,
    url: `https://www.deezer.com/${kind}/${id}`,
    sourceKey: `deezer:${kind}:${id}`,
  }
}

function short(host: string, path: readonly string[]): Reading {
  const id = path.at(-1) ?? ''
  if (!/^[\w-]{1,64}$/.test(id)) return 'bad-id'
  const url = `https://${host}/${path.length > 1 ? 's/' : ''}${id}`
  return { provider: 'deezer', kind: 'short', id, url, sourceKey: `short:${url.slice(8)}` }
}
