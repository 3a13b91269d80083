import { createHash } from 'node:crypto'
import { TRACKS } from './catalogue.ts'

interface Errand {
  challenge: string
  client: string
  redirect: string
}

/** Spotify as a person with an account meets it: PKCE, tokens that rotate, and lists of their own. */
export class FakeSpotifyAccount {
  readonly errands = new Map<string, Errand>()
  /** The one refresh token that is good; any other ends the connection, as with the real one. */
  refresh: string | null = null
  access: string | null = null
  renewals = 0
  asked: string[] = []
  #made = 0

  /** What the person clicks at Spotify: answers where they are sent back to. */
  allow(authorize: string): string {
    const query = new URL(authorize).searchParams
    const code = `code-${++this.#made}`
    const redirect = query.get('redirect_uri') ?? ''
    const challenge = query.get('code_challenge') ?? ''
    this.errands.set(code, { challenge, client: query.get('client_id') ?? '', redirect })
    return `${redirect}?code=${code}&state=${query.get('state') ?? ''}`
  }

  async answer(url: string, init: { body?: string; authorization?: string | null }): Promise<Response> {
    this.asked.push(url)
    const { pathname, searchParams } = new URL(url)
    if (pathname === '/api/token') return this.#token(new URLSearchParams(init.body))
    if (init.authorization !== `Bearer ${this.access}`)
      return Response.json({ error: { status: 401, message: 'The access token expired' } }, { status: 401 })
    return this.#api(pathname, searchParams)
  }

  #token(body: URLSearchParams): Response {
    if (body.get('grant_type') === 'authorization_code') {
      const errand = this.errands.get(body.get('code') ?? '')
      const proof = createHash('sha256')
        .update(body.get('code_verifier') ?? '')
        .digest('base64url')
      const fits =
        errand?.challenge === proof &&
        errand.client === body.get('client_id') &&
        errand.redirect === body.get('redirect_uri')
      if (!fits) return Response.json({ error: 'invalid_grant' }, { status: 400 })
      this.errands.clear()
      return this.#give()
    }
    if (this.refresh === null || body.get('refresh_token') !== this.refresh) {
      this.refresh = null
      return Response.json(
        { error: 'invalid_grant', error_description: 'Refresh token revoked' },
        { status: 400 },
      )
    }
    this.renewals += 1
    return this.#give()
  }

  #give(): Response {
    this.access = `access-canary-${++this.#made}`
    this.refresh = `refresh-canary-${this.#made}`
    const more = { token_type: 'Bearer', expires_in: 3600, scope: 'user-library-read' }
    return Response.json({ access_token: this.access, refresh_token: this.refresh, ...more })
  }

  #api(path: string, query: URLSearchParams): Response {
    if (path === '/v1/me') return Response.json({ id: 'lina', display_name: 'Lina' })
    const list = {
      id: 'ownlist',
      name: 'My boats',
      images: [],
      owner: { display_name: 'Lina' },
      items: { total: 60 },
    }
    if (path === '/v1/me/playlists') return Response.json({ items: [list, null], next: null, total: 1 })
    if (path === '/v1/playlists/ownlist') return Response.json(list)
    if (path === '/v1/playlists/ownlist/items') return this.#page(path, query, TRACKS.slice(0, 60))
    if (path === '/v1/me/tracks') return this.#page(path, query, TRACKS.slice(0, 2))
    return Response.json({ error: { status: 404, message: 'Resource not found' } }, { status: 404 })
  }

  #page(path: string, query: URLSearchParams, tracks: typeof TRACKS): Response {
    const from = Number(query.get('offset') ?? 0)
    const items = tracks.slice(from, from + 50).map((track) => ({
      added_at: '2026-01-01T00:00:00Z',
      item: {
        type: 'track',
        id: track.id,
        name: track.title,
        duration_ms: track.durationMs,
        artists: [{ name: track.artist }],
        external_ids: { isrc: track.isrc },
        album: { id: 'a', name: 'Glass Harbour', images: [], release_date: '2024-03', artists: [] },
      },
    }))
    const next =
      from + 50 < tracks.length ? `https://api.spotify.com${path}?limit=50&offset=${from + 50}` : null
    return Response.json({
      items: [...items, ...(from === 0 ? [{ item: null }] : [])],
      next,
      total: tracks.length,
    })
  }
}
