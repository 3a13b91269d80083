import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { HARBOUR } from '#tests/support/outside/catalogue.ts'
import { errorOf, proxyWorld } from '#tests/support/outside/proxy-world.ts'
import { songOf } from '#tests/support/outside/song.ts'

const world = proxyWorld()
const song = HARBOUR.tracks[0] ?? { n: 1, durationMs: 8000 }
const bytes = songOf(song)
const SRC = 'https://files.example.com/song-1.wav'

const sha = (data: ArrayBuffer | Uint8Array) =>
  createHash('sha256').update(new Uint8Array(data)).digest('hex')

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
    const answer = await world.audio(src)
    expect(answer.status).toBe(200)
    expect(answer.headers.get('content-type')).toBe('audio/wav')
    expect(answer.headers.get('content-length')).toBe(String(bytes.length))
    expect(answer.headers.get('accept-ranges')).toBe('bytes')
    expect(answer.headers.get('x-sfa-real-quality')).toBe(
      'codec=wav; bitrate=1411200; lossless=1; sampleRate=44100',
    )
    expect(sha(await answer.arrayBuffer())).toBe(sha(bytes))
  })

  it('that a shop lets everyone hear comes from its own hosts, and from nowhere that these lead to', async () => {
    const src = 'preview:https://cdnt-preview.dzcdn.net/api/1/1.mp3'
    const answer = await world.audio(src)
    expect(answer.status).toBe(200)
    expect(answer.headers.get('content-type')).toBe('audio/wav')
    expect((await answer.arrayBuffer()).byteLength).toBe(bytes.length - 4 * 44_100)
    const fault = { kind: 'status', status: 302, headers: { location: SRC } } as const
    world.outside.trouble({ at: 'cdnt-preview.dzcdn.net', fault })
    expect(await errorOf(world.audio(src))).toMatchObject({ code: 'blocked', service: 'preview' })
    expect(world.outside.asked.some(({ host }) => host === 'files.example.com')).toBe(false)
  })

  it('goes on in the middle, under the same tag', async () => {
    const first = await world.audio(SRC, { range: 'bytes=0-999999' })
    const etag = first.headers.get('etag') ?? ''
    expect(first.status).toBe(206)
    expect(first.headers.get('content-range')).toBe(`bytes 0-999999/${bytes.length}`)
    const rest = await world.audio(SRC, { range: 'bytes=1000000-', 'if-range': etag })
    expect(rest.status).toBe(206)
    expect(rest.headers.get('content-type')).toBe('audio/wav')
    const whole = Buffer.concat([
      Buffer.from(await first.arrayBuffer()),
      Buffer.from(await rest.arrayBuffer()),
    ])
    expect(sha(whole)).toBe(sha(bytes))
  })

  it('comes from the start when it is another file by now', async () => {
    const answer = await world.audio(SRC, { range: 'bytes=1000-', 'if-range': '"old"' })
    expect(answer.status).toBe(200)
    expect((await answer.arrayBuffer()).byteLength).toBe(bytes.length)
  })

  it('says where it ends', async () => {
    expect((await world.audio(SRC, { range: `bytes=${bytes.length}-` })).status).toBe(416)
  })

  it('can be asked about without being fetched', async () => {
    const answer = await world.audio(SRC, {}, 'HEAD')
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
    world.outside.trouble({ at: 'files.example.com', fault })
    expect(await errorOf(world.audio(SRC))).toMatchObject({ code, service: 'direct' })
  })

  it.each([{ kind: 'cut', after: 100_000 } as const, { kind: 'short', by: 1000 } as const])(
    'that is %o never ends as if it were whole',
    async (fault) => {
      world.outside.trouble({ at: 'files.example.com', fault })
      const answer = await world.audio(SRC)
      const length = await answer.arrayBuffer().then(
        (data) => data.byteLength,
        () => -1,
      )
      expect([-1, bytes.length].includes(length) ? length : 'cut and called whole').toBe(-1)
    },
  )

  it('gives its place back when it ends', async () => {
    world.open({ STREAMS: '1' })
    for (let i = 0; i < 5; i++) expect((await world.audio(SRC)).body?.cancel()).toBeDefined()
    world.outside.trouble({ at: 'files.example.com', fault: { kind: 'html' }, times: 2 })
    for (let i = 0; i < 2; i++) await world.audio(SRC)
    const held = await world.audio(SRC)
    expect(await errorOf(world.audio(SRC))).toMatchObject({ code: 'rate_limited' })
    await held.body?.cancel()
    expect((await world.audio(SRC)).status).toBe(200)
  })

  it('larger than allowed is not begun', async () => {
    world.open({ AUDIO_MAX_MB: '1' })
    expect(await errorOf(world.audio(SRC))).toMatchObject({ code: 'too_large', status: 413 })
    expect(await errorOf(world.audio(SRC, { range: 'bytes=0-10' }))).toMatchObject({ code: 'too_large' })
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
    world.open(env)
    expect(await errorOf(world.audio(src))).toMatchObject({ code })
  })
})
