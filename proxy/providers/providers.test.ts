import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import {
  CLOSED_PLAYLIST_ID,
  HARBOUR,
  LONG_ALBUM,
  PLAYLIST,
  TRACKS,
} from '#tests/support/outside/catalogue.ts'
import { fakeEnvironment, proxyTo } from '#tests/support/outside/outside-proxy.ts'
import { YOUTUBE_KEY } from '#tests/support/outside/shops.ts'
import { tokens } from '#tests/support/outside/spotify.ts'
import { startOutside, type Outside } from '#tests/support/outside/start-outside.ts'
import type { ErrorAnswer, MetaAnswer, SearchAnswer } from '../contract.ts'

let outside: Outside
beforeAll(async () => {
  outside = await startOutside()
})
afterAll(() => outside.close())
beforeEach(() => outside.reset())

async function ask<T>(path: string, env: Record<string, string | undefined> = {}, proxy = open(env)) {
  const answer = await proxy.fetch(new Request(`http://127.0.0.1${path}`))
  return (await answer.json()) as T
}
const open = (env: Record<string, string | undefined> = {}) =>
  proxyTo(outside, { ...fakeEnvironment(outside), ...env })
const meta = (link: string, env: Record<string, string | undefined> = {}) =>
  ask<MetaAnswer>(`/meta?url=${encodeURIComponent(link)}`, env)
const bare = { SPOTIFY_CLIENT_ID: undefined, SPOTIFY_CLIENT_SECRET: undefined, EMBED_PAGES: undefined }
const embeds = { ...bare, EMBED_PAGES: '1' }

const TRACK = `https://open.spotify.com/track/${HARBOUR.tracks[0]?.id}`
const ALBUM = `https://open.spotify.com/album/${LONG_ALBUM.id}`
const LIST = `https://open.spotify.com/playlist/${PLAYLIST.id}`

describe('what a link holds', () => {
  it.each([
    [TRACK, 'track', 'spotify', 1],
    [`spotify:album:${HARBOUR.id}`, 'album', 'spotify', 3],
    ['spotify.link/lowtide', 'track', 'spotify', 1],
    ['https://youtu.be/lowtide0001', 'track', 'youtube', 1],
    ['https://www.deezer.com/de/track/5001', 'track', 'deezer', 1],
    ['https://www.deezer.com/album/702', 'album', 'deezer', 101],
    ['https://www.deezer.com/playlist/900', 'playlist', 'deezer', 63],
    ['https://music.apple.com/us/album/low-tide/801?i=6001', 'track', 'itunes', 1],
    ['https://music.apple.com/us/album/glass-harbour/801', 'album', 'itunes', 3],
    ['https://musicbrainz.org/recording/00000000-0000-4000-8000-000000000001', 'track', 'musicbrainz', 1],
    ['https://archive.org/details/glass-harbour-live', 'album', 'internet-archive', 3],
    ['https://archive.org/download/glass-harbour-live/01%20Low%20Tide.wav', 'track', 'internet-archive', 1],
    ['https://audius.co/lanterns/song-1', 'track', 'audius', 1],
    ['https://audius.co/lanterns/album/glass-harbour', 'album', 'audius', 3],
    ['https://www.jamendo.com/track/7001/low-tide', 'track', 'jamendo', 1],
    ['https://www.jamendo.com/album/301', 'album', 'jamendo', 3],
  ])('%s is a %s of %s with %i', async (link, kind, source, count) => {
    const found = await meta(link)
    expect(found).toMatchObject({ ok: true, kind, source, truncated: false, total: count, skipped: 0 })
    expect(found.items).toHaveLength(count)
    expect(found.collection === null).toBe(kind === 'track')
    for (const item of found.items) {
      expect(item).toMatchObject({ source })
      expect(item.title.length * item.sourceKey.length).toBeGreaterThan(0)
      expect(item.duration).toBe(item.durationMs === null ? null : Math.round(item.durationMs / 1000))
    }
    expect(new Set(found.items.map((item) => item.sourceKey)).size).toBe(count)
  })

  it.each([
    [TRACK, { isrc: 'QZFAK2600001', releaseDate: '2024-03-08', trackNumber: 1, durationMs: 10_000 }],
    [
      'https://www.deezer.com/track/5001',
      { isrc: 'QZFAK2600001', album: 'Glass Harbour', durationMs: 10_000 },
    ],
    ['https://music.apple.com/us/song/6001', { genre: 'Alternative', releaseDate: '2024-03-08' }],
    [
      'https://musicbrainz.org/recording/00000000-0000-4000-8000-000000000001',
      {
        album: 'Glass Harbour',
        label: 'Quay Records',
        releaseDate: '2024-03-08',
        coverUrl: 'https://coverartarchive.org/release-group/00000000-0000-4000-8000-000000008001/front-500',
      },
    ],
    [
      'https://www.youtube.com/watch?v=lowtide0001',
      { artist: 'The Lanterns', sourceKey: 'youtube:lowtide0001' },
    ],
    ['https://audius.co/lanterns/song-1', { audioSrc: 'audius:au1', sourceKey: 'audius:lanterns/song-1' }],
    ['https://www.jamendo.com/track/7001', { audioSrc: 'jamendo:7001' }],
    ['https://www.jamendo.com/track/7002', { audioSrc: null }],
  ])('%s is told in full', async (link, fields) => {
    expect((await meta(link)).items[0]).toMatchObject({ artist: 'The Lanterns', ...fields })
  })

  it.each([
    ['https://open.spotify.com/track/T999999999999999999999', 'not_found'],
    ['https://www.deezer.com/track/1', 'not_found'],
    ['https://music.apple.com/us/song/1', 'not_found'],
    ['https://archive.org/details/nothing-here', 'not_found'],
    ['https://audius.co/nobody/nothing', 'not_found'],
    ['https://youtu.be/aaaaaaaaaaa', 'auth'],
    ['https://example.com/page', 'unsupported'],
    ['https://open.spotify.com/artist/1', 'unsupported'],
    ['spotify.link/inside', 'blocked'],
    ['http://127.0.0.1/', 'bad_request'],
    ['hello', 'bad_request'],
    ['', 'bad_request'],
  ])('%s answers %s', async (link, code) => {
    expect(await meta(link)).toMatchObject({ ok: false, error: { code } })
  })
})

describe('Spotify with credentials', () => {
  it('reads a playlist to its end, in the old form and in the new, and counts what is no track', async () => {
    const found = await meta(LIST)
    expect(found).toMatchObject({ kind: 'playlist', skipped: 4, truncated: false, total: 67 })
    expect(found.items.map((item) => item.title)).toEqual(PLAYLIST.tracks.map((one) => one.title))
  })

  it('asks for one token for all who come at once, and for another when it is refused', async () => {
    const proxy = open()
    const before = tokens.given
    const links = TRACKS.slice(0, 100).map((one) => `/meta?url=spotify:track:${one.id}`)
    const all = await Promise.all(links.map((link) => ask<MetaAnswer>(link, {}, proxy)))
    expect(all.filter((one) => one.ok)).toHaveLength(100)
    expect(tokens.given).toBe(before + 1)
    // The service forgets it before its time.
    tokens.era += 1
    const again = TRACKS.slice(100, 104).map((one) => `/meta?url=spotify:track:${one.id}`)
    const later = await Promise.all(again.map((link) => ask<MetaAnswer>(link, {}, proxy)))
    expect(later.every((one) => one.ok)).toBe(true)
    expect(tokens.given).toBe(before + 2)
  })

  it('says what is wrong with credentials that are refused', async () => {
    const wrong = await meta(TRACK, { SPOTIFY_CLIENT_SECRET: 'another-secret-1', EMBED_PAGES: undefined })
    expect(wrong).toMatchObject({ ok: false, error: { code: 'auth', service: 'spotify' } })
  })

  it('does not give another person’s playlist, and remembers that', async () => {
    const proxy = open({ EMBED_PAGES: undefined })
    const path = `/meta?url=spotify:playlist:${CLOSED_PLAYLIST_ID}`
    expect(await ask<ErrorAnswer>(path, {}, proxy)).toMatchObject({
      error: { code: 'auth', service: 'spotify' },
    })
    expect(await ask('/health', {}, proxy)).toMatchObject({ sources: { spotifyPlaylists: false } })
  })

  it('leaves Spotify alone for as long as it asked', async () => {
    const proxy = open()
    outside.trouble({
      at: 'api.spotify.com',
      fault: { kind: 'status', status: 429, headers: { 'retry-after': '86400' } },
      times: 1,
    })
    expect(await ask(`/meta?url=${TRACK}`, {}, proxy)).toMatchObject({
      error: { code: 'rate_limited', retryAfter: 86_400, service: 'spotify' },
    })
    const asked = outside.asked.length
    const again = await proxy.fetch(new Request(`http://127.0.0.1/meta?url=${ALBUM}`))
    expect(again.status).toBe(429)
    expect(Number(again.headers.get('retry-after'))).toBeGreaterThan(86_390)
    expect(outside.asked.length).toBe(asked)
  })

  it('waits a while of its own when no time is named', async () => {
    outside.trouble({
      at: 'api.spotify.com',
      fault: { kind: 'status', status: 429, body: '{"reason":"QUOTA_EXCEEDED"}' },
    })
    expect(await meta(TRACK)).toMatchObject({ error: { code: 'rate_limited', retryAfter: 15 } })
  })

  it('names the rule when the owner has no Premium', async () => {
    const body =
      '{"error":{"status":403,"message":"Active premium subscription required for the owner of the app"}}'
    outside.trouble({ at: 'api.spotify.com', fault: { kind: 'status', status: 403, body } })
    const found = await ask<ErrorAnswer>(`/meta?url=${TRACK}`, { EMBED_PAGES: undefined })
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
    outside.trouble({ at: 'open.spotify.com/embed', fault: { kind: 'html' } })
    expect(await meta(ALBUM, embeds)).toMatchObject({ error: { code: 'upstream' } })
  })
})

describe('YouTube', () => {
  const key = { YOUTUBE_API_KEY: YOUTUBE_KEY }
  const list = 'https://www.youtube.com/playlist?list=PLharbour'

  it('knows a list by its name only, without a key', async () => {
    expect(await meta(list)).toMatchObject({
      items: [],
      truncated: true,
      collection: { title: 'Glass Harbour' },
    })
  })

  it('reads it to its end with one, and counts what is gone', async () => {
    const found = await meta(list, key)
    expect(found).toMatchObject({ total: 4, skipped: 1, truncated: false })
    expect(found.items.map((item) => item.durationMs)).toEqual([10_000, 12_000, 9000])
  })

  it('can then be searched, and what is found be had from a sidecar', async () => {
    const found = await ask<SearchAnswer>('/search?q=low tide&sources=youtube', key)
    expect(found.items[0]).toMatchObject({ sourceKey: 'youtube:lowtide0001', artist: 'The Lanterns' })
    const path = '/resolve?title=Low Tide&artist=The Lanterns&durationMs=10000&sources=cobalt'
    expect(await ask(path, key)).toMatchObject({
      candidates: [{ src: 'cobalt:https://www.youtube.com/watch?v=lowtide0001', durationMs: 10_000 }],
    })
    expect(await ask(path)).toMatchObject({ candidates: [] })
  })
})

describe('a search', () => {
  const search = (query: string) => ask<SearchAnswer>(`/search?${query}`)

  it.each(['spotify', 'deezer', 'itunes', 'musicbrainz', 'internet-archive', 'audius', 'jamendo'])(
    'finds a song at %s',
    async (source) => {
      const found = await search(`q=glass harbour low tide&sources=${source}`)
      expect(found).toMatchObject({ ok: true, failures: [] })
      expect(found.items[0]).toMatchObject({ source })
    },
  )

  it.each(['spotify', 'deezer', 'itunes', 'musicbrainz'])(
    'knows a recording by its ISRC at %s',
    async (source) => {
      const found = await search(`isrc=QZFAK2600002&sources=${source}`)
      expect(found.items).toHaveLength(1)
      expect(found.items[0]?.title).toContain('Señales')
    },
  )

  it('puts the nearest first, and finds over accents', async () => {
    const found = await search('title=Senales de humo&artist=The Lanterns')
    expect(found.items[0]?.title).toContain('Señales')
    expect(found.items.map((item) => item.score)).toEqual(
      found.items.map((item) => item.score).toSorted((a, b) => b - a),
    )
  })

  it('is not spoilt by one catalogue', async () => {
    outside.trouble({ at: 'itunes.apple.com', fault: { kind: 'status', status: 403 } })
    outside.trouble({ at: 'api.deezer.com', fault: { kind: 'html' } })
    const found = await search('q=low tide')
    expect(found.items.map((item) => item.source)).toEqual(['spotify'])
    expect(found.failures).toMatchObject([
      { service: 'deezer', code: 'upstream' },
      { service: 'itunes', code: 'rate_limited', retryAfter: 1800 },
    ])
  })

  it('reads the errors that Deezer sends with a 200', async () => {
    const body = '{"error":{"type":"Exception","message":"Quota limit exceeded","code":4}}'
    outside.trouble({ at: 'api.deezer.com', fault: { kind: 'status', status: 200, body } })
    expect(await search('q=low tide&sources=deezer')).toMatchObject({
      error: { code: 'rate_limited', service: 'deezer', retryAfter: 5 },
    })
  })

  it('answers twice from one question to the world', async () => {
    const proxy = open()
    await ask('/search?q=low tide&sources=deezer', {}, proxy)
    const asked = outside.asked.length
    await ask('/search?q=low tide&sources=deezer', {}, proxy)
    expect(outside.asked.length).toBe(asked)
  })

  it.each([
    '',
    'q=',
    'q=x&limit=0',
    'q=x&limit=1000',
    'isrc=nope',
    'q=x&sources=../etc',
    'q=x&durationMs=-1',
  ])('that is not understood is refused: %s', async (query) => {
    expect(await search(query)).toMatchObject({ error: { code: 'bad_request' } })
  })
})
