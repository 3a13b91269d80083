import { describe, expect, it } from 'vitest'
import { proxyWorld } from '#tests/support/outside/proxy-world.ts'
import type { SearchAnswer } from '../contract.ts'

const world = proxyWorld()

describe('a search', () => {
  const search = (query: string) => world.json<SearchAnswer>(`/search?${query}`)

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
    world.outside.trouble({ at: 'itunes.apple.com', fault: { kind: 'status', status: 403 } })
    world.outside.trouble({ at: 'api.deezer.com', fault: { kind: 'html' } })
    const found = await search('q=low tide')
    expect(found.items.map((item) => item.source)).toEqual(['spotify'])
    expect(found.failures).toMatchObject([
      { service: 'deezer', code: 'upstream' },
      { service: 'itunes', code: 'rate_limited', retryAfter: 1800 },
    ])
  })

  it('reads the errors that Deezer sends with a 200', async () => {
    const body = '{"error":{"type":"Exception","message":"Quota limit exceeded","code":4}}'
    world.outside.trouble({ at: 'api.deezer.com', fault: { kind: 'status', status: 200, body } })
    expect(await search('q=low tide&sources=deezer')).toMatchObject({
      error: { code: 'rate_limited', service: 'deezer', retryAfter: 5 },
    })
  })

  it('answers twice from one question to the world', async () => {
    await world.json('/search?q=low tide&sources=deezer')
    const asked = world.outside.asked.length
    await world.json('/search?q=low tide&sources=deezer')
    expect(world.outside.asked.length).toBe(asked)
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
