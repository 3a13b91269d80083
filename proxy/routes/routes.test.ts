import { createHash } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { HARBOUR } from '#tests/support/outside/catalogue.ts'
import { fakeEnvironment, proxyTo } from '#tests/support/outside/outside-proxy.ts'
import { songOf } from '#tests/support/outside/song.ts'
import { startOutside, type Outside } from '#tests/support/outside/start-outside.ts'
import type { ResolveAnswer } from '../contract.ts'
import type { NodeProxy } from '../node/node-proxy.ts'

let outside: Outside
let proxy: NodeProxy
const song = HARBOUR.tracks[0] ?? { n: 1, durationMs: 8000 }
const bytes = songOf(song)
const SRC = 'https://files.example.com/song-1.wav'

beforeAll(async () => {
  outside = await startOutside()
})
afterAll(() => outside.close())
beforeEach(() => {
  outside.reset()
  proxy = open()
})

const open = (env: Record<string, string | undefined> = {}) =>
  proxyTo(outside, { ...fakeEnvironment(outside), ...env })
const get = (path: string, headers: Record<string, string> = {}, method = 'GET') =>
  proxy.fetch(new Request(`http://127.0.0.1${path}`, { headers, method }))
const audio = (src: string, headers: Record<string, string> = {}, method = 'GET') =>
  get(`/audio?src=${encodeURIComponent(src)}`, headers, method)
const sha = (data: ArrayBuffer | Uint8Array) =>
  createHash('sha256').update(new Uint8Array(data)).digest('hex')
const errorOf = async (answer: Promise<Response>) =>
  ((await (await answer).json()) as { error: unknown }).error

describe('sound', () => {
  it.each([
    SRC,
    'internet-archive:glass-harbour-live/01 Low Tide.wav',
    'audius:au1',
    'jamendo:7001',
    'cobalt:https://www.youtube.com/watch?v=lowtide0001',
    'https://youtu.be/lowtide0001',
    'preview:https://audio-ssl.itunes.apple.com/song-1.wav',
  ])('comes whole from %s, with what it really is', async (src) => {
    const answer = await audio(src)
    expect(answer.status).toBe(200)
    expect(answer.headers.get('content-type')).toBe('audio/wav')
    expect(answer.headers.get('content-length')).toBe(String(bytes.length))
    expect(answer.headers.get('accept-ranges')).toBe('bytes')
    expect(answer.headers.get('x-sfa-real-quality')).toBe(
      'codec=wav; bitrate=1411200; lossless=1; sampleRate=44100',
    )
    expect(sha(await answer.arrayBuffer())).toBe(sha(bytes))
  })

  it('goes on in the middle, under the same tag', async () => {
    const first = await audio(SRC, { range: 'bytes=0-999999' })
    const etag = first.headers.get('etag') ?? ''
    expect(first.status).toBe(206)
    expect(first.headers.get('content-range')).toBe(`bytes 0-999999/${bytes.length}`)
    const rest = await audio(SRC, { range: 'bytes=1000000-', 'if-range': etag })
    expect(rest.status).toBe(206)
    expect(rest.headers.get('content-type')).toBe('audio/wav')
    const whole = Buffer.concat([
      Buffer.from(await first.arrayBuffer()),
      Buffer.from(await rest.arrayBuffer()),
    ])
    expect(sha(whole)).toBe(sha(bytes))
  })

  it('comes from the start when it is another file by now', async () => {
    const answer = await audio(SRC, { range: 'bytes=1000-', 'if-range': '"old"' })
    expect(answer.status).toBe(200)
    expect((await answer.arrayBuffer()).byteLength).toBe(bytes.length)
  })

  it('says where it ends', async () => {
    expect((await audio(SRC, { range: `bytes=${bytes.length}-` })).status).toBe(416)
  })

  it('can be asked about without being fetched', async () => {
    const answer = await audio(SRC, {}, 'HEAD')
    expect(answer.status).toBe(200)
    expect(answer.headers.get('content-length')).toBe(String(bytes.length))
    expect(await answer.text()).toBe('')
  })

  it.each([
    [{ kind: 'html' } as const, 'wrong_type'],
    [{ kind: 'status', status: 404 } as const, 'not_found'],
    [{ kind: 'status', status: 403 } as const, 'auth'],
    [{ kind: 'status', status: 500 } as const, 'upstream'],
    [{ kind: 'status', status: 429, headers: { 'retry-after': '9' } } as const, 'rate_limited'],
    [{ kind: 'reset' } as const, 'upstream'],
    [{ kind: 'status', status: 302, headers: { location: 'http://127.0.0.1/' } } as const, 'blocked'],
  ])('that meets %o is refused as %s', async (fault, code) => {
    outside.trouble({ at: 'files.example.com', fault })
    expect(await errorOf(audio(SRC))).toMatchObject({ code, service: 'direct' })
  })

  it.each([{ kind: 'cut', after: 100_000 } as const, { kind: 'short', by: 1000 } as const])(
    'that is %o never ends as if it were whole',
    async (fault) => {
      outside.trouble({ at: 'files.example.com', fault })
      const answer = await audio(SRC)
      const length = await answer.arrayBuffer().then(
        (data) => data.byteLength,
        () => -1,
      )
      expect([-1, bytes.length].includes(length) ? length : 'cut and called whole').toBe(-1)
    },
  )

  it('gives its place back when it ends', async () => {
    proxy = open({ STREAMS: '1' })
    for (let i = 0; i < 5; i++) expect((await audio(SRC)).body?.cancel()).toBeDefined()
    outside.trouble({ at: 'files.example.com', fault: { kind: 'html' }, times: 2 })
    for (let i = 0; i < 2; i++) await audio(SRC)
    const held = await audio(SRC)
    expect(await errorOf(audio(SRC))).toMatchObject({ code: 'rate_limited' })
    await held.body?.cancel()
    expect((await audio(SRC)).status).toBe(200)
  })

  it('larger than allowed is not begun', async () => {
    proxy = open({ AUDIO_MAX_MB: '1' })
    expect(await errorOf(audio(SRC))).toMatchObject({ code: 'too_large', status: 413 })
    expect(await errorOf(audio(SRC, { range: 'bytes=0-10' }))).toMatchObject({ code: 'too_large' })
  })

  it.each([
    ['jamendo:7002', {}, 'unsupported'],
    ['jamendo:7001', { JAMENDO_CLIENT_ID: undefined }, 'not_configured'],
    ['https://youtu.be/lowtide0001', { SIDECAR_URL: undefined, SIDECAR_KEY: undefined }, 'unsupported'],
    ['cobalt:https://www.youtube.com/watch?v=unknown0000', {}, 'not_found'],
    ['cobalt:https://www.youtube.com/watch?v=lowtide0001', { SIDECAR_KEY: 'wrong-key-0' }, 'auth'],
    ['preview:https://files.example.com/song-1.wav', {}, 'blocked'],
    ['command:yt-dlp:https://youtu.be/x', {}, 'not_configured'],
    ['internet-archive:../secrets/x', {}, 'bad_request'],
    ['audius:../x', {}, 'bad_request'],
    ['file:///etc/passwd', {}, 'unsupported'],
    ['', {}, 'bad_request'],
  ])('%s with %o is refused as %s', async (src, env, code) => {
    proxy = open(env)
    expect(await errorOf(audio(src))).toMatchObject({ code })
  })
})

describe('where a recording could be had', () => {
  const resolve = async (query: string) => (await (await get(`/resolve?${query}`)).json()) as ResolveAnswer

  it('is everywhere that has it, nearest first', async () => {
    const { candidates, failures } = await resolve('title=Low Tide&artist=The Lanterns&durationMs=10000')
    expect(failures).toEqual([])
    expect(new Set(candidates.map((one) => one.source))).toEqual(
      new Set(['internet-archive', 'audius', 'jamendo', 'preview']),
    )
    expect(candidates[0]).toMatchObject({ title: 'Low Tide', durationMs: 10_000, score: 1 })
    for (const one of candidates.filter(({ source }) => source !== 'preview'))
      expect((await audio(one.src)).status).toBe(200)
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
    outside.trouble({ at: 'api.audius.co', fault: { kind: 'status', status: 500 } })
    const { candidates, failures } = await resolve('title=Low Tide&artist=The Lanterns')
    expect(candidates.length).toBeGreaterThan(2)
    expect(failures).toMatchObject([{ service: 'audius', code: 'upstream' }])
  })
})

describe('a cover', () => {
  const cover = (url: string) => get(`/cover?url=${encodeURIComponent(url)}`)

  it('comes from a known place in a form that an isolated page may show', async () => {
    const answer = await cover('https://i.scdn.co/image/cover1-640')
    expect(answer.status).toBe(200)
    expect(answer.headers.get('content-type')).toBe('image/png')
    expect(answer.headers.get('cross-origin-resource-policy')).toBe('cross-origin')
  })

  it('comes from nowhere else, and is a picture', async () => {
    expect(await errorOf(cover('https://files.example.com/song-1.wav'))).toMatchObject({ code: 'blocked' })
    outside.trouble({ at: 'i.scdn.co', fault: { kind: 'html' } })
    expect(await errorOf(cover('https://i.scdn.co/image/cover1-640'))).toMatchObject({ code: 'wrong_type' })
  })
})

describe('a hook', () => {
  const send = (data: unknown, headers: Record<string, string> = { 'content-type': 'application/json' }) =>
    proxy.fetch(new Request('http://127.0.0.1/hook', { method: 'POST', body: JSON.stringify(data), headers }))
  const hook = {
    url: 'https://hooks.example.com/in',
    body: '{"event":"x", "ä":1}',
    headers: { 'X-SFA-Signature': 'sha256=1' },
  }

  it('is delivered byte for byte, with its own headers and no others', async () => {
    expect(await (await send(hook)).json()).toEqual({ ok: true, status: 200 })
    expect(outside.deliveries).toHaveLength(1)
    expect(outside.deliveries[0]).toMatchObject({ body: hook.body, method: 'POST' })
    expect(outside.deliveries[0]?.headers).toMatchObject({ 'x-sfa-signature': 'sha256=1' })
  })

  it('that its receiver refuses says so', async () => {
    expect(await (await send({ ...hook, url: 'https://hooks.example.com/no' })).json()).toEqual({
      ok: true,
      status: 500,
    })
  })

  it.each([
    [{ ...hook, url: 'http://127.0.0.1:8080/' }, 'blocked'],
    [{ ...hook, url: 'https://nowhere.example.org/' }, 'not_found'],
    [{ url: hook.url }, 'bad_request'],
    ['text', 'bad_request'],
  ])('%o is refused as %s', async (data, code) => {
    expect(await errorOf(send(data))).toMatchObject({ code })
  })

  it('of a form is refused, and one of a foreign page', async () => {
    expect(await errorOf(send(hook, { 'content-type': 'text/plain' }))).toMatchObject({ code: 'bad_request' })
    const foreign = { 'content-type': 'application/json', origin: 'https://evil.example' }
    expect(await errorOf(send(hook, foreign))).toMatchObject({ code: 'blocked' })
    expect(outside.deliveries).toEqual([])
  })

  it('goes to no host but those named, which may be at home', async () => {
    proxy = open({ HOOK_HOSTS: `other.example.com,${new URL(outside.homeUrl).origin}` })
    expect(await errorOf(send(hook))).toMatchObject({ code: 'blocked' })
    expect(await (await send({ ...hook, url: `${outside.homeUrl}@hooks.example.com/in` })).json()).toEqual({
      ok: true,
      status: 200,
    })
  })

  it('follows no redirect', async () => {
    outside.trouble({
      at: 'hooks.example.com',
      fault: { kind: 'status', status: 307, headers: { location: 'http://127.0.0.1/' } },
    })
    expect(await (await send(hook)).json()).toEqual({ ok: true, status: 307 })
  })
})

describe('the door', () => {
  it('tells an app elsewhere what it may read, and answers its first question', async () => {
    proxy = open({ APP_ORIGIN: 'https://app.example' })
    const origin = 'https://app.example'
    const answer = await get('/health', { origin })
    expect(answer.headers.get('access-control-allow-origin')).toBe(origin)
    expect(answer.headers.get('access-control-expose-headers')).toContain('X-SFA-Real-Quality')
    const first = await get('/hook', { origin, 'access-control-request-method': 'POST' }, 'OPTIONS')
    expect(first.status).toBe(204)
    expect(first.headers.get('access-control-allow-headers')).toContain('Content-Type')
    expect(
      (await get('/health', { origin: 'https://evil.example' })).headers.get('access-control-allow-origin'),
    ).toBeNull()
  })

  it('gives no answer that could be a page of the app', async () => {
    for (const path of ['/health', '/meta?url=x', '/nothing', `/audio?src=${SRC}`]) {
      const { headers } = await get(path)
      expect(headers.get('content-security-policy')).toContain('sandbox')
      expect(headers.get('x-content-type-options')).toBe('nosniff')
      expect(headers.get('set-cookie')).toBeNull()
    }
  })

  it('counts', async () => {
    proxy = open({ RATE_METADATA: '2' })
    const codes = []
    for (let i = 0; i < 3; i++) codes.push((await get('/meta?url=x')).status)
    expect(codes).toEqual([400, 400, 429])
    // Being asked how it is costs nothing.
    expect((await get('/health')).status).toBe(200)
  })

  it('cannot be talked into another client by a header', async () => {
    proxy = open({ RATE_METADATA: '1' })
    await get('/meta?url=x')
    expect((await get('/meta?url=x', { 'x-forwarded-for': '9.9.9.9' })).status).toBe(429)
  })
})
