import { spawnSync } from 'node:child_process'
import { chmodSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { fakeEnvironment, proxyTo } from '#tests/support/outside/outside-proxy.ts'
import { songOf } from '#tests/support/outside/song.ts'
import { startOutside, type Outside } from '#tests/support/outside/start-outside.ts'
import type { PrepareLine } from '../contract.ts'
import type { NodeProxy } from './node-proxy.ts'

let outside: Outside
let folder: string
let proxy: NodeProxy

beforeAll(async () => {
  outside = await startOutside()
  folder = mkdtempSync(join(tmpdir(), 'commands-'))
  writeFileSync(join(folder, 'song.wav'), songOf({ n: 1, durationMs: 8000 }))
})
afterAll(async () => {
  await outside.close()
  rmSync(folder, { recursive: true })
})
beforeEach(() => (open = {}))
afterEach(() => proxy.close())
let open: { programs?: Record<string, string>; silenceMs?: number } = {}

/** A program in the place of yt-dlp: what it is called with lies in `args`. */
function program(body: string): string {
  const file = join(folder, `program-${Math.random().toString(36).slice(2)}`)
  const head = `#!/bin/sh\nif [ "$1" = "--version" ]; then echo 1; exit 0; fi\nprintf '%s\\n' "$@" > ${folder}/args\nenv > ${folder}/env\n`
  writeFileSync(file, `${head}${body}\n`)
  chmodSync(file, 0o755)
  return file
}
const copy = `cp ${'$SONG'} sound.wav`
const withSong = (body: string) => body.replaceAll('$SONG', join(folder, 'song.wav'))

function start(env: Record<string, string | undefined> = {}) {
  proxy = proxyTo(
    outside,
    { ...fakeEnvironment(outside), COMMAND_SOURCE: 'yt-dlp,spotdl', ...env },
    { commands: open },
  )
  return proxy
}
const VIDEO = 'command:yt-dlp:https://www.youtube.com/watch?v=lowtide0001'
const ask = (path: string, init: RequestInit = {}) =>
  proxy.fetch(new Request(`http://127.0.0.1${path}`, init))
async function prepare(
  src: string,
  quality = 'high',
  signal: AbortSignal | null = null,
): Promise<PrepareLine[]> {
  const answer = await ask(`/prepare?src=${encodeURIComponent(src)}&quality=${quality}`, { signal })
  const text = await answer.text()
  if (answer.headers.get('content-type')?.startsWith('application/json'))
    return [{ type: 'error', ...JSON.parse(text) }]
  return text
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line))
}
const audio = (src: string, headers: Record<string, string> = {}) =>
  ask(`/audio?src=${encodeURIComponent(src)}`, { headers })
const isRunning = (marker: string) => spawnSync('pgrep', ['-f', marker]).status === 0
async function until(done: () => boolean) {
  for (let i = 0; i < 200 && !done(); i++) await new Promise((go) => setTimeout(go, 25))
  return done()
}

describe('a command', () => {
  it('makes a file, tells how far it is, and the file has ranges', async () => {
    const lines = `echo "sfa 100 NA 400.0"; echo "sfa 400 400 NA"; echo "[ExtractAudio] Destination: x"; ${copy}`
    open = { programs: { 'yt-dlp': program(withSong(lines)) } }
    start()
    const told = await prepare(VIDEO)
    expect(told.map((line) => (line.type === 'progress' ? [line.phase, line.fraction] : line.type))).toEqual([
      ['waiting', null],
      ['downloading', 0.25],
      ['downloading', 1],
      ['converting', null],
      'done',
    ])
    expect(told.at(-1)).toMatchObject({ mime: 'audio/wav', realQuality: { codec: 'wav', lossless: true } })
    const first = await audio(VIDEO, { range: 'bytes=0-99' })
    expect(first.status).toBe(206)
    const etag = first.headers.get('etag') ?? ''
    const rest = await audio(VIDEO, { range: 'bytes=100-', 'if-range': etag })
    const all = Buffer.concat([Buffer.from(await first.arrayBuffer()), Buffer.from(await rest.arrayBuffer())])
    expect(all.equals(readFileSync(join(folder, 'song.wav')))).toBe(true)
    expect((await audio(VIDEO, { range: 'bytes=99999999-' })).status).toBe(416)
    expect((await audio(VIDEO, { range: 'bytes=100-', 'if-range': '"other"' })).status).toBe(200)
  })

  it('is called with a list of words, foreign ones last, and knows no key of ours', async () => {
    open = { programs: { 'yt-dlp': program(withSong(copy)) } }
    start()
    const page = 'https://www.youtube.com/watch?v=$(touch${IFS}pwned);`x`&list=--exec'
    await prepare(`command:yt-dlp:${page}`)
    const args = readFileSync(join(folder, 'args'), 'utf8').trim().split('\n')
    expect(args.slice(-2)).toEqual(['--', new URL(page).href])
    expect(args).toContain('--ignore-config')
    expect(args[args.indexOf('--audio-quality') + 1]).toBe('320K')
    expect(readFileSync(join(folder, 'env'), 'utf8')).not.toMatch(/SPOTIFY|SIDECAR|canary/)
  })

  it.each([
    ['medium', '192k'],
    ['low', '128k'],
    ['high', '320k'],
  ])('spotdl is asked for %s as %s', async (quality, bitrate) => {
    open = {
      programs: { spotdl: program(withSong(`echo "The Lanterns - Low Tide: Downloading 40%"; ${copy}`)) },
    }
    start()
    const told = await prepare('command:spotdl:https://open.spotify.com/track/T1', quality)
    expect(told).toContainEqual(expect.objectContaining({ phase: 'downloading', fraction: 0.4 }))
    const args = readFileSync(join(folder, 'args'), 'utf8').trim().split('\n')
    expect(args.slice(-2)).toEqual(['--', 'https://open.spotify.com/track/T1'])
    expect(args).toContain(bitrate)
  })

  it('is run once for all who wish the same at once, and not again', async () => {
    open = { programs: { 'yt-dlp': program(withSong(`echo run >> ${folder}/runs; sleep 0.3; ${copy}`)) } }
    start()
    const all = await Promise.all([prepare(VIDEO), prepare(VIDEO), audio(VIDEO)])
    await prepare(VIDEO)
    expect(readFileSync(join(folder, 'runs'), 'utf8')).toBe('run\n')
    expect(all[2].status).toBe(200)
    await all[2].body?.cancel()
  })

  it('is ended with its children when nobody wants it any more', async () => {
    const marker = `86399.${Math.floor(Math.random() * 1e6)}`
    open = { programs: { 'yt-dlp': program(`sleep ${marker} & sleep ${marker}; wait`) } }
    start()
    const gone = new AbortController()
    const asked = ask(`/prepare?src=${encodeURIComponent(VIDEO)}`, { signal: gone.signal })
    const reader = (await asked).body?.getReader()
    await reader?.read()
    expect(await until(() => isRunning(marker))).toBe(true)
    await reader?.cancel()
    expect(await until(() => !isRunning(marker))).toBe(true)
  })

  it('is ended when it says nothing for too long', async () => {
    const marker = `86398.${Math.floor(Math.random() * 1e6)}`
    open = { programs: { 'yt-dlp': program(`echo begun; sleep ${marker}`) }, silenceMs: 300 }
    start()
    expect((await prepare(VIDEO)).at(-1)).toMatchObject({
      type: 'error',
      error: { code: 'timeout', service: 'command' },
    })
    expect(await until(() => !isRunning(marker))).toBe(true)
  })

  it.each([
    ['echo "ERROR: [youtube] x: Sign in to confirm you’re not a bot" >&2; exit 1', 'rate_limited'],
    ['echo "ERROR: [youtube] x: Video unavailable" >&2; exit 1', 'not_found'],
    ['echo "ERROR: https://secret.example/ something else" >&2; exit 1', 'upstream'],
    ['echo "File is larger than max-filesize (1 bytes > 0 bytes). Aborting."; exit 0', 'too_large'],
    ['exit 0', 'upstream'],
    ['echo "<!doctype html><html>wait a moment</html>" > sound.mp3', 'wrong_type'],
    ['kill -9 $$', 'upstream'],
  ])('that does %s ends as %s', async (body, code) => {
    open = { programs: { 'yt-dlp': program(body) } }
    start()
    const last = (await prepare(VIDEO)).at(-1)
    expect(last).toMatchObject({ type: 'error', error: { code } })
    expect(JSON.stringify(last)).not.toContain('secret.example')
  })

  it('that is not there is named', async () => {
    open = { programs: { spotdl: join(folder, 'nothing') } }
    start()
    const told = await prepare('command:spotdl:https://open.spotify.com/track/T1')
    expect(told.at(-1)).toMatchObject({ error: { code: 'command_missing', message: 'spotdl not found' } })
    const health = JSON.stringify(await (await ask('/health')).json())
    expect(health).toContain('spotdl not found')
  })

  it.each([
    'command:yt-dlp:https://example.com/page',
    'command:yt-dlp:http://127.0.0.1/',
    'command:yt-dlp:file:///etc/passwd',
    'command:yt-dlp:--exec=touch pwned',
    'command:yt-dlp:ytsearch:x',
    'command:spotdl:https://www.youtube.com/watch?v=lowtide0001',
    'command:sh:x',
  ])('is never handed %s', async (src) => {
    open = { programs: { 'yt-dlp': program(copy), spotdl: program(copy) } }
    start()
    expect((await prepare(src)).at(-1)).toMatchObject({ type: 'error' })
    expect((await (await audio(src)).json()) as unknown).toMatchObject({ ok: false })
  })

  it('finds recordings by words, and reads only lines that are whole', async () => {
    const hit = '{"id":"lowtide0001","title":"Low Tide","channel":"The Lanterns","duration":10.2,"x":1}'
    const lines = [
      hit,
      hit.slice(0, 30),
      'WARNING: x',
      '{"id":"../../etc","title":"x"}',
      '{"id":"lowtide0002","title":"B"}',
    ]
    open = { programs: { 'yt-dlp': program(`cat <<'END'\n${lines.join('\n')}\nEND`) } }
    start()
    const answer = await ask('/resolve?title=Low Tide&artist=$(x)&sources=command')
    const { candidates } = (await answer.json()) as { candidates: unknown[] }
    expect(candidates).toMatchObject([
      { src: VIDEO, title: 'Low Tide', from: 'The Lanterns', durationMs: 10_200, prepare: true },
      { title: 'B', from: null, durationMs: null },
    ])
    expect(readFileSync(join(folder, 'args'), 'utf8')).toContain('--\nytsearch10:$(x) Low Tide')
  })

  it('leaves nothing behind', async () => {
    const before = readdirSync(tmpdir()).filter((name) => name.startsWith('sound-forge-'))
    open = { programs: { 'yt-dlp': program(withSong(copy)) } }
    start()
    await prepare(VIDEO)
    proxy.close()
    expect(readdirSync(tmpdir()).filter((name) => name.startsWith('sound-forge-'))).toEqual(before)
  })
})

const has = (file: string) => spawnSync(file, ['--help']).error === undefined
const ytDlp = has('yt-dlp') && has('ffmpeg')

describe.skipIf(!ytDlp)('the real yt-dlp (skipped where it or ffmpeg is not installed)', () => {
  const HOST = () => new URL(outside.homeUrl).origin
  const src = (path: string) => `command:yt-dlp:${HOST()}${path}`

  it(
    'fetches a file from this machine and makes the format that is wished',
    { timeout: 60_000 },
    async () => {
      start({ COMMAND_HOSTS: HOST() })
      const told = await prepare(src('/@files.example.com/song-1.wav'), 'medium')
      expect(told.at(-1)).toMatchObject({
        type: 'done',
        mime: 'audio/mpeg',
        realQuality: { codec: 'mp3', bitrate: 192_000, lossless: false, sampleRate: 44_100 },
      })
      expect(
        told.some((line) => line.type === 'progress' && line.phase === 'downloading' && line.bytes),
      ).toBe(true)
      const answer = await audio(src('/@files.example.com/song-1.wav'))
      expect(answer.headers.get('x-sfa-real-quality')).toContain('codec=mp3; bitrate=320000')
      await answer.body?.cancel()
    },
  )

  it('says plainly what is not there', { timeout: 60_000 }, async () => {
    start({ COMMAND_HOSTS: HOST() })
    expect((await prepare(src('/@files.example.com/song-999.wav'))).at(-1)).toMatchObject({
      error: { code: 'not_found' },
    })
  })
})

it('finds no leftovers of these tests', () => {
  expect(existsSync('pwned')).toBe(false)
})
