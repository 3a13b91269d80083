import type { Config } from '../../config/config.ts'
import { Refusal } from '../../errors/refusal.ts'
import type { Catalogue, CatalogueDeps, Found, Ref } from '../catalogue.ts'
import { createApi, SPOTIFY } from './api.ts'
import { createByApi, type ByApi } from './by-api.ts'
import { fetchEmbed } from './embed.ts'
import { fetchCard } from './oembed.ts'
import { createTokenSource } from './token.ts'

export interface SpotifyCatalogue extends Catalogue {
  mode: 'client' | 'embed' | 'oembed'
  playlists(): boolean | null
}

export interface SpotifyDeps extends CatalogueDeps {
  config: Pick<Config, 'spotify' | 'embedPages'>
  hide(token: string): void
}

/** By the owner's credentials; without them by the embed page, if the owner wants it; else by the card alone. */
export function createSpotify(deps: SpotifyDeps): SpotifyCatalogue {
  const { outside, config } = deps
  const byApi = config.spotify ? apiOf(deps, config.spotify) : null
  const openly = (ref: Ref): Promise<Found> =>
    config.embedPages ? fetchEmbed(outside, ref) : fetchCard(outside, ref)

  return {
    id: 'spotify',
    service: SPOTIFY,
    off: null,
    mode: byApi ? 'client' : config.embedPages ? 'embed' : 'oembed',
    playlists: () => byApi?.playlists() ?? null,
    refOf,
    pageOf: ({ kind, id }) => `https://open.spotify.com/${kind}/${id}`,
    closedFor: () => outside.closedFor(SPOTIFY),
    async fetch(ref) {
      if (!byApi || (ref.kind === 'playlist' && byApi.playlists() === false && config.embedPages))
        return openly(ref)
      try {
        return await byApi.fetch(ref)
      } catch (error) {
        // Other people's playlists are closed to most apps since 2026; their embed pages are not.
        if (!config.embedPages || !isClosed(error)) throw error
        return await openly(ref).catch(() => {
          throw error // What the API said is the better reason.
        })
      }
    },
    ...(byApi ? { search: byApi.search } : {}),
  }
}

function apiOf({ outside, now, hide }: SpotifyDeps, { id, secret }: { id: string; secret: string }): ByApi {
  return createByApi(createApi(outside, createTokenSource({ outside, now, id, secret, hide })))
}

/** A playlist made by Spotify itself answers 404 to apps. */
function isClosed(error: unknown): boolean {
  return error instanceof Refusal && ['auth', 'not_found'].includes(error.data.code)
}

const HOSTS = ['open.spotify.com', 'play.spotify.com', 'spotify.com', 'www.spotify.com']
const PATH =
  /^\/(?:intl-[a-z-]{2,10}\/)?(?:embed(?:-podcast)?\/)?(?:user\/[^/]{1,100}\/)?(track|album|playlist)\/([A-Za-z0-9]{1,64})\/?$/i

function refOf(url: URL): Ref | null {
  if (url.protocol === 'spotify:') {
    const parts = url.href.split(':')
    const [kind, id] = parts.slice(-2)
    return isKind(kind) && /^[A-Za-z0-9]{1,64}$/.test(id ?? '') ? { kind, id: id ?? '' } : null
  }
  if (!HOSTS.includes(url.hostname)) return null
  const [, kind, id] = PATH.exec(url.pathname) ?? []
  return isKind(kind) && id !== undefined ? { kind, id } : null
}

const isKind = (kind: string | undefined): kind is Ref['kind'] =>
  kind === 'track' || kind === 'album' || kind === 'playlist'
