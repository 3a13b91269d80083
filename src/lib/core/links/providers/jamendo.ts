import type { Address } from '../address.ts'
import type { LinkKind, Reading } from '../link.ts'

/** Older pages wrote `/list/a123` and `/list/p123`. */
const LETTERS: Record<string, LinkKind> = { a: 'album', p: 'playlist', t: 'track' }

export function jamendo({ host, path }: Address): Reading {
  if (host !== 'jamendo.com') return null
  const [page = '', text = ''] = /^[a-z]{2}$/.test(path[0] ?? '') ? path.slice(1) : path
  if (page === 'list') return numbered(LETTERS[text.charAt(0)] ?? 'album', text.slice(1))
  if (page !== 'track' && page !== 'album' && page !== 'playlist') return 'not-songs'
  return numbered(page, text)
}

function numbered(kind: LinkKind, id: string): Reading {
  if (!/^\d{1,12}$/.test(id)) return 'bad-id'
  return {
    provider: 'jamendo',
    kind,
    id,
    url: `https://www.jamendo.com/${kind}/${id}`,
    sourceKey: `jamendo:${kind}:${id}`,
  }
}
