import { describe, expect, it } from 'vitest'
import { proxyWorld } from '#tests/support/outside/proxy-world.ts'

const world = proxyWorld()
const SRC = 'https://files.example.com/song-1.wav'

describe('the door', () => {
  it('tells an app elsewhere what it may read, and answers its first question', async () => {
    world.open({ APP_ORIGIN: 'https://app.example' })
    const origin = 'https://app.example'
    const answer = await world.get('/health', { origin })
    expect(answer.headers.get('access-control-allow-origin')).toBe(origin)
    expect(answer.headers.get('access-control-expose-headers')).toContain('X-SFA-Real-Quality')
    const first = await world.get('/hook', { origin, 'access-control-request-method': 'POST' }, 'OPTIONS')
    expect(first.status).toBe(204)
    expect(first.headers.get('access-control-allow-headers')).toContain('Content-Type')
    expect(
      (await world.get('/health', { origin: 'https://evil.example' })).headers.get(
        'access-control-allow-origin',
      ),
    ).toBeNull()
  })

  it('gives no answer that could be a page of the app', async () => {
    for (const path of ['/health', '/meta?url=x', '/nothing', `/audio?src=${SRC}`]) {
      const { headers } = await world.get(path)
      expect(headers.get('content-security-policy')).toContain('sandbox')
      expect(headers.get('x-content-type-options')).toBe('nosniff')
      expect(headers.get('set-cookie')).toBeNull()
    }
  })

  it('counts', async () => {
    world.open({ RATE_METADATA: '2' })
    const codes = []
    for (let i = 0; i < 3; i++) codes.push((await world.get('/meta?url=x')).status)
    expect(codes).toEqual([400, 400, 429])
    // Being asked how it is costs nothing.
    expect((await world.get('/health')).status).toBe(200)
  })

  it('cannot be talked into another client by a header', async () => {
    world.open({ RATE_METADATA: '1' })
    await world.get('/meta?url=x')
    expect((await world.get('/meta?url=x', { 'x-forwarded-for': '9.9.9.9' })).status).toBe(429)
  })
})
