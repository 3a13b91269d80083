import type { Proxy } from '#lib/app/sources/contract.ts'
import { t } from '../messages/t.ts'

type Sources = NonNullable<Proxy['health']>['sources']

/** Why this is no address of a proxy; null when it may be one. Nothing at all is the one beside the page. */
export function proxyProblem(text: string): string | null {
  const address = text.trim()
  if (address === '') return null
  const url = URL.parse(address)
  if (!url || !/^https?:$/.test(url.protocol)) return t('An address begins with https:// or http://.')
  if (url.username || url.password) return t('An address must not hold a name or a password.')
  if (url.search || url.hash) return t('Leave out what follows ? and #.')
  const isHome = ['localhost', '127.0.0.1', '[::1]'].includes(url.hostname)
  if (url.protocol === 'http:' && !isHome) return t('Only a proxy on this machine may go without https.')
  return null
}

/** How far Spotify links can be followed. */
export function spotifyWords({ spotify, spotifyPlaylists }: Sources): string {
  if (spotify === 'oembed') return t('title and cover only: the proxy has no Spotify credentials')
  if (spotify === 'embed') return t('songs, albums and playlists up to 100 songs')
  return spotifyPlaylists === false
    ? t('songs and albums; for playlists connect your own account')
    : t('songs, albums and public playlists')
}
