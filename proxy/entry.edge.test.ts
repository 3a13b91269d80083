import { resolve } from 'node:path'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { createTestHarness } from 'wrangler'
import { WebSocket } from 'ws'
import { startOutside, type Outside } from '#tests/support/outside/start-outside.ts'
import { fakeEnvironment } from '#tests/support/outside/outside-proxy.ts'

/** Workers ask the names of the pretended world; what they ask comes out at this process's own `fetch`. */
function pretend(outside: Outside, names: readonly string[]) {
  const real = globalThis.fetch
  return vi.spyOn(globalThis, 'fetch').mockImplementation(async (input, init) => {
    const request = new Request(input, init)
    const url = new URL(request.url)
    if (url.hostname === 'cloudflare-dns.com') {
      const name = url.searchParams.get('name') ?? ''
      const data = name.startsWith('rebind.') ? '10.0.0.1' : '93.184.216.34'
      const isIpv4 = url.searchParams.get('type') === 'A'
      return Response.json({ Status: 0, Answer: isIpv4 ? [{ type: 1, data }] : [] })
    }
    if (!names.includes(url.hostname)) return real(input, init)
    return real(`http://127.0.0.1:${outside.port}/@${url.hostname}${url.pathname}${url.search}`, {
      method: request.method,
      headers: request.headers,
      redirect: 'manual',
      ...(request.method === 'POST' ? { body: await request.text() } : {}),
    })
  })
}

let outside: Outside
let server: ReturnType<typeof createTestHarness>
let signal = ''
let why: unknown = null

beforeAll(async () => {
  vi.stubEnv('WRANGLER_SEND_METRICS', 'false')
  outside = await startOutside()
  pretend(outside, ['accounts.spotify.com', 'api.spotify.com', 'files.example.com', 'rebind.example.com'])
  // Without a sidecar: a public edge.
  const { SIDECAR_URL: _url, SIDECAR_KEY: _key, ...vars } = fakeEnvironment(outside)
  server = createTestHarness({
    workers: [{ configPath: resolve('wrangler.jsonc'), vars }],
  })
  // A machine on which workerd does not run says so, and the tests are skipped.
  try {
    const { url } = await server.listen()
    signal = `ws://${url.host}/signal`
  } catch (error) {
    why = error
  }
}, 60_000)

afterAll(async () => {
  await server.close()
  vi.restoreAllMocks()
  vi.unstubAllEnvs()
  await outside.close()
})

const ask = async (path: string, headers: Record<string, string> = {}) => {
  const answer = await server.fetch(path, { headers })
  return { status: answer.status, headers: answer.headers, text: await answer.text() }
}

describe('the proxy on workerd', () => {
  it('says what it can do, and that it runs no commands', async ({ skip }) => {
    skip(why !== null, 'workerd does not start here')
    const { status, text } = await ask('/health')
    expect(status).toBe(200)
    expect(JSON.parse(text)).toMatchObject({ runtime: 'edge', hooks: 'off', sources: { spotify: 'client' } })
    expect(text).toContain('commands run only where the proxy runs on Node')
  })

  it('reads an album with the credentials it holds', async ({ skip }) => {
    skip(why !== null, 'workerd does not start here')
    const { text } = await ask('/meta?url=https://open.spotify.com/album/A000000000000000000002')
    expect(JSON.parse(text)).toMatchObject({ ok: true, kind: 'album', total: 101, truncated: false })
  })

  it('passes sound on, with ranges', async ({ skip }) => {
    skip(why !== null, 'workerd does not start here')
    const { status, headers } = await ask('/audio?src=https://files.example.com/song-1.wav', {
      range: 'bytes=0-99',
    })
    expect(status).toBe(206)
    expect(headers.get('content-type')).toBe('audio/wav')
    expect(headers.get('content-range')).toMatch(/^bytes 0-99\/\d+$/)
  })

  it.each([
    ['http://127.0.0.1/', 'blocked'],
    ['http://[::1]/', 'blocked'],
    ['https://rebind.example.com/x.mp3', 'blocked'],
    ['https://www.youtube.com/watch?v=lowtide0001', 'unsupported'],
    ['command:yt-dlp:https://www.youtube.com/watch?v=lowtide0001', 'not_configured'],
  ])('refuses sound from %s as %s', async (src, code) => {
    if (why !== null) return
    const { text } = await ask(`/audio?src=${encodeURIComponent(src)}`)
    expect(JSON.parse(text)).toMatchObject({ ok: false, error: { code } })
  })
})

/** A socket in a room of the relay, and what it hears; the number of the refusal where it is not let in. */
const enter = (room: string, origin?: string) =>
  new Promise<{ web: WebSocket; heard: string[] } | number>((resolve) => {
    const web = new WebSocket(`${signal}/${room}`, origin ? { origin } : {})
    const heard: string[] = []
    web.on('message', (data: Buffer) => heard.push(data.toString()))
    web.on('open', () => resolve({ web, heard }))
    web.on('unexpected-response', (_, response) => resolve(response.statusCode ?? 0))
    web.on('error', () => resolve(0))
  })

describe('the relay in a Durable Object on workerd', () => {
  const ROOM = 'r'.repeat(43)
  const say = (web: WebSocket, word: object) => web.send(JSON.stringify(word))

  it('introduces two sockets to each other that met in a room, and nobody in another', async ({ skip }) => {
    skip(why !== null, 'workerd does not start here')
    const [a, b, c] = [await enter(ROOM), await enter(ROOM), await enter('s'.repeat(43))]
    if (typeof a === 'number' || typeof b === 'number' || typeof c === 'number') throw new Error('not let in')
    for (const { web } of [a, b, c]) say(web, { do: 'listen', topic: 't' })
    // What was said before the other listened is lost, as on the real network: it is said until it is answered.
    const calls = setInterval(() => say(a.web, { do: 'tell', topic: 't', what: 'call' }), 50)
    b.web.once('message', () => say(b.web, { do: 'tell', topic: 't', what: 'answer' }))
    await vi.waitFor(() => expect(a.heard).toContain('{"topic":"t","what":"answer"}'), 10_000)
    clearInterval(calls)
    expect(b.heard).toContain('{"topic":"t","what":"call"}')
    expect(c.heard).toEqual([])
    for (const { web } of [a, b, c]) web.close()
  })

  it('shuts the socket of whoever says what is no word, and lets no foreign page in', async ({ skip }) => {
    skip(why !== null, 'workerd does not start here')
    const strange = await enter(ROOM)
    if (typeof strange === 'number') throw new Error('not let in')
    const shut = new Promise<number>((resolve) => strange.web.on('close', resolve))
    strange.web.send('x')
    expect(await shut).toBe(1008)
    expect(await enter(ROOM, 'https://elsewhere.example')).toBe(403)
  })
})
