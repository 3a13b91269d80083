import { describe, expect, it } from 'vitest'
import { HARBOUR } from '#tests/support/outside/catalogue.ts'
import { proxyWorld } from '#tests/support/outside/proxy-world.ts'
import { YOUTUBE_KEY } from '#tests/support/outside/shops.ts'
import type { MetaAnswer, SearchAnswer } from '../contract.ts'

const world = proxyWorld()
const meta = (link: string, env: Record<string, string | undefined> = {}) =>
  world.json<MetaAnswer>(`/meta?url=${encodeURIComponent(link)}`, env)
const TRACK = `https://open.spotify.com/track/${HARBOUR.tracks[0]?.id}`

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
    const found = await world.json<SearchAnswer>('/search?q=low tide&sources=youtube', key)
    expect(found.items[0]).toMatchObject({ sourceKey: 'youtube:lowtide0001', artist: 'The Lanterns' })
    const path = '/resolve?title=Low Tide&artist=The Lanterns&durationMs=10000&sources=cobalt'
    expect(await world.json(path, key)).toMatchObject({
      candidates: [{ src: 'cobalt:https://www.youtube.com/watch?v=lowtide0001', durationMs: 10_000 }],
    })
    expect(await world.json(path, {})).toMatchObject({ candidates: [] })
  })
})
