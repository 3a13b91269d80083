import type { Address } from '../address.ts'
import type { Reading } from '../link.ts'

const HOSTS = new Set(['musicbrainz.org', 'beta.musicbrainz.org'])
const MBID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/

export function musicbrainz({ host, path }: Address): Reading {
  if (!HOSTS.has(host)) return null
  const [page = '', text = ''] = path
  if (!['recording', 'release', 'release-group'].includes(page)) return 'not-songs'
  const id = text.toLowerCase()
  if (!MBID.test(id)) return 'bad-id'
  return {
    provider: 'musicbrainz',
    kind: page === 'recording' ? 'track' : 'album',
    id: `${page}/${id}`,
    url: `https://musicbrainz.org/${page}/${id}`,
    sourceKey: `musicbrainz:${page}:${id}`,
  }
}
