import { describe, expect, it } from 'vitest'
import {
  CLOSED_PLAYLIST_ID,
  HARBOUR,
  LONG_ALBUM,
  PLAYLIST,
  TRACKS,
} from '#tests/support/outside/catalogue.ts'
import { proxyWorld } from '#tests/support/outside/proxy-world.ts'
import { tokens } from '#tests/support/outside/spotify.ts'
import type { ErrorAnswer, MetaAnswer } from '../../contract.ts'

const world = proxyWorld()
const meta = (link: string, env: Record<string, string | undefined> = {}) =>
  world.json<MetaAnswer>(`/meta?url=${encodeURIComponent(link)}`, env)
const bare = { SPOTIFY_CLIENT_ID: undefined, SPOTIFY_CLIENT_SECRET: undefined, EMBED_PAGES: undefined }
const embeds = { ...bare, EMBED_PAGES: '1' }

const TRACK = `https://open.spotify.com/track/${HARBOUR.tracks[0]?.id}`
const ALBUM = `https://open.spotify.com/album/${LONG_ALBUM.id}`
const LIST = `https://open.spotify.com/playlist/${PLAYLIST.id}`

describe('Spotify with credentials', () => {
  it('reads a playlist to its end, in the old form and in the new, and counts what is no track', async () => {
    const found = await meta(LIST)
    expect(found).toMatchObject({ kind: 'playlist', skipped: 4, truncated: false, total: 67 })
    expect(found.items.map((item) => item.title)).toEqual(PLAYLIST.tracks.map((one) => one.title))
  })

  it('asks for one token for all who come at once, and for another when it is refused', async () => {
    const before = tokens.given
    const links = TRACKS.slice(0, 100).map((one) => `/meta?url=spotify:track:${one.id}`)
    const all = await Promise.all(links.map((link) => world.json<MetaAnswer>(link)))
    expect(all.filter((one) => one.ok)).toHaveLength(100)
    expect(tokens.given).toBe(before + 1)
    // The service forgets it before its time.
    tokens.era += 1
    const again = TRACKS.slice(100, 104).map((one) => `/meta?url=spotify:track:${one.id}`)
    const later = await Promise.all(again.map((link) => world.json<MetaAnswer>(link)))
    expect(later.every((one) => one.ok)).toBe(true)
    expect(tokens.given).toBe(before + 2)
  })

  it('says what is wrong with credentials that are refused', async () => {
    const wrong = await meta(TRACK, { SPOTIFY_CLIENT_SECRET: 'another-secret-1', EMBED_PAGES: undefined })
    expect(wrong).toMatchObject({ ok: false, error: { code: 'auth', service: 'spotify' } })
  })

  it('does not give another person’s playlist, and remembers that', async () => {
    world.open({ EMBED_PAGES: undefined })
    const path = `/meta?url=spotify:playlist:${CLOSED_PLAYLIST_ID}`
    expect(await world.json<ErrorAnswer>(path)).toMatchObject({
      error: { code: 'auth', service: 'spotify' },
    })
    expect(await world.json('/health')).toMatchObject({ sources: { spotifyPlaylists: false } })
  })

  it('leaves Spotify alone for as long as it asked', async () => {
    world.outside.trouble({
      at: 'api.spotify.com',
      fault: { kind: 'status', status: 429, headers: { 'retry-after': '86400' } },
      times: 1,
    })
    expect(await world.json(`/meta?url=${TRACK}`)).toMatchObject({
      error: { code: 'rate_limited', retryAfter: 86_400, service: 'spotify' },
    })
    const asked = world.outside.asked.length
    const again = await world.get(`/meta?url=${ALBUM}`)
    expect(again.status).toBe(429)
    expect(Number(again.headers.get('retry-after'))).toBeGreaterThan(86_390)
    expect(world.outside.asked.length).toBe(asked)
  })

  it('waits a while of its own when no time is named', async () => {
    world.outside.trouble({
      at: 'api.spotify.com',
      fault: { kind: 'status', status: 429, body: '{"reason":"QUOTA_EXCEEDED"}' },
    })
    expect(await meta(TRACK)).toMatchObject({ error: { code: 'rate_limited', retryAfter: 15 } })
  })

  it('names the rule when the owner has no Premium', async () => {
    const body =
      '{"error":{"status":403,"message":"Active premium subscription required for the owner of the app"}}'
    world.outside.trouble({ at: 'api.spotify.com', fault: { kind: 'status', status: 403, body } })
    const found = await world.json<ErrorAnswer>(`/meta?url=${TRACK}`, { EMBED_PAGES: undefined })
    expect(found.error).toMatchObject({ code: 'auth', message: expect.stringContaining('Premium') })
  })
})

describe('Spotify without credentials', () => {
  it('knows title and cover by its card, and nothing of a list', async () => {
    const track = await meta(TRACK, bare)
    expect(track.items[0]).toMatchObject({
      title: 'Low Tide',
      artist: '',
      durationMs: null,
      sourceConfidence: 0.3,
    })
    expect(await meta(ALBUM, bare)).toMatchObject({ items: [], total: null, truncated: true })
  })

  it('reads the embed page where the owner wants it: a hundred, and that there may be more', async () => {
    const album = await meta(ALBUM, embeds)
    expect(album).toMatchObject({ kind: 'album', total: null, truncated: true, skipped: 0 })
    expect(album.items).toHaveLength(100)
    expect(album.items[0]).toMatchObject({ title: 'Morning 1', album: 'A Year of Mornings', trackNumber: 1 })
    expect(await meta(`spotify:album:${HARBOUR.id}`, embeds)).toMatchObject({ total: 3, truncated: false })
  })

  it('says so when the page has changed', async () => {
    world.outside.trouble({ at: 'open.spotify.com/embed', fault: { kind: 'html' } })
    expect(await meta(ALBUM, embeds)).toMatchObject({ error: { code: 'upstream' } })
  })
})
