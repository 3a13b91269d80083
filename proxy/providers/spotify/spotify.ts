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
  joins: boolean
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
    site: 'spotify',
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

function apiOf(
  { outside, now, hide, joins }: SpotifyDeps,
  { id, secret }: { id: string; secret: string },
): ByApi {
  return createByApi(createApi(outside, createTokenSource({ outside, now, id, secret, hide, joins })))
}

/** A playlist made by Spotify itself answers 404 to apps. */
function isClosed(error: unknown): boolean {
  return error instanceof Refusal && ['auth', 'not_found'].includes(error.data.code)
}
