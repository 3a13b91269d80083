import { describe, expect, it } from 'vitest'
import { errorOf, proxyWorld } from '#tests/support/outside/proxy-world.ts'
import type { ResolveAnswer } from '../contract.ts'

const world = proxyWorld()
const SRC = 'https://files.example.com/song-1.wav'

describe('where a recording could be had', () => {
  const resolve = async (query: string) =>
    (await (await world.get(`/resolve?${query}`)).json()) as ResolveAnswer

  it('is everywhere that has it, nearest first', async () => {
    const { candidates, failures } = await resolve('title=Low Tide&artist=The Lanterns&durationMs=10000')
    expect(failures).toEqual([])
    expect(new Set(candidates.map((one) => one.source))).toEqual(
      new Set(['internet-archive', 'audius', 'jamendo', 'preview']),
    )
    expect(candidates[0]).toMatchObject({ title: 'Low Tide', durationMs: 10_000, score: 1 })
    for (const one of candidates.filter(({ source }) => source !== 'preview'))
      expect((await world.audio(one.src)).status).toBe(200)
  })

  it('is only where the person looks, in that order', async () => {
    const { candidates } = await resolve('title=Low Tide&artist=The Lanterns&sources=audius')
    expect(candidates.map((one) => one.source)).toEqual(['audius'])
  })

  it('is never what its artist does not give', async () => {
    const { candidates } = await resolve('title=Señales de humo&artist=The Lanterns&sources=jamendo')
    expect(candidates).toEqual([])
  })

  it('is the link itself where that is sound, or a sidecar knows it', async () => {
    expect((await resolve(`url=${SRC}&sources=direct`)).candidates).toMatchObject([
      { src: SRC, source: 'direct' },
    ])
    const video = 'https://www.youtube.com/watch?v=lowtide0001'
    expect((await resolve(`url=${video}&sources=cobalt,direct`)).candidates).toMatchObject([
      { src: `cobalt:${video}` },
    ])
  })

  it('is not spoilt by one source', async () => {
    world.outside.trouble({ at: 'api.audius.co', fault: { kind: 'status', status: 500 } })
    const { candidates, failures } = await resolve('title=Low Tide&artist=The Lanterns')
    expect(candidates.length).toBeGreaterThan(2)
    expect(failures).toMatchObject([{ service: 'audius', code: 'upstream' }])
  })
})

describe('a cover', () => {
  const cover = (url: string) => world.get(`/cover?url=${encodeURIComponent(url)}`)

  it('comes from a known place in a form that an isolated page may show', async () => {
    const answer = await cover('https://i.scdn.co/image/cover1-640')
    expect(answer.status).toBe(200)
    expect(answer.headers.get('content-type')).toBe('image/png')
    expect(answer.headers.get('cross-origin-resource-policy')).toBe('cross-origin')
  })

  it('comes from nowhere else, and is a picture', async () => {
    expect(await errorOf(cover('https://files.example.com/song-1.wav'))).toMatchObject({ code: 'blocked' })
    world.outside.trouble({ at: 'i.scdn.co', fault: { kind: 'html' } })
    expect(await errorOf(cover('https://i.scdn.co/image/cover1-640'))).toMatchObject({ code: 'wrong_type' })
  })
})
