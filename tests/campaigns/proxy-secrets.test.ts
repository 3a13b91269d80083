import { createServer, type Server } from 'node:http'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { CLOSED_PLAYLIST_ID, HARBOUR, LONG_ALBUM, PLAYLIST } from '../support/outside/catalogue.ts'
import type { Fault } from '../support/outside/faults.ts'
import { SIDECAR_KEY } from '../support/outside/home.ts'
import { fakeEnvironment, proxyTo } from '../support/outside/outside-proxy.ts'
import { SPOTIFY_ID, SPOTIFY_SECRET, TOKEN } from '../support/outside/spotify.ts'
import { startOutside, type Outside } from '../support/outside/start-outside.ts'

/** Requests in all; every fault meets every question. */
const REQUESTS = 2000
/** Who asks the same at the same time. */
const AT_ONCE = 4

const QUESTIONS = [
  `/meta?url=spotify:track:${HARBOUR.tracks[0]?.id}`,
  `/meta?url=spotify:album:${LONG_ALBUM.id}`,
  `/meta?url=spotify:playlist:${PLAYLIST.id}`,
  `/meta?url=spotify:playlist:${CLOSED_PLAYLIST_ID}`,
  '/meta?url=spotify:track:T9',
  '/search?q=low tide',
  '/resolve?title=Low Tide&artist=The Lanterns',
  '/audio?src=cobalt:https://www.youtube.com/watch?v=lowtide0001',
  '/audio?src=cobalt:https://www.youtube.com/watch?v=nothing0000',
  '/audio?src=https://files.example.com/song-1.wav',
  `/meta?url=https://open.spotify.com/track/${encodeURIComponent(SPOTIFY_SECRET)}`,
  '/health',
  '/nothing',
]

/** Services that fail, and services that repeat what they were told. */
const FAULTS: (Fault | null)[] = [
  null,
  { kind: 'html' },
  { kind: 'reset' },
  { kind: 'cut', after: 10 },
  { kind: 'status', status: 401, body: `{"error":"bad token Bearer ${TOKEN} and ${SPOTIFY_SECRET}"}` },
  { kind: 'status', status: 403, body: `premium ${TOKEN}` },
  {
    kind: 'status',
    status: 429,
    body: SPOTIFY_SECRET,
    headers: { 'retry-after': '1', 'x-echo': btoa(SPOTIFY_SECRET) },
  },
  {
    kind: 'status',
    status: 500,
    body: `<html>${SPOTIFY_SECRET}</html>`,
    headers: { 'set-cookie': `s=${SIDECAR_KEY}` },
  },
  {
    kind: 'status',
    status: 200,
    body: `{"id":"x","name":"${TOKEN}","access_token":"${TOKEN}","title":"${SPOTIFY_SECRET}"}`,
  },
  {
    kind: 'status',
    status: 302,
    headers: { location: `https://api.spotify.com/?t=${encodeURIComponent(TOKEN)}` },
  },
]
const PLACES = [
  'api.spotify.com',
  'accounts.spotify.com',
  'open.spotify.com',
  '127.0.0.1',
  'files.example.com',
]

/** Every form in which a secret could be found again. */
function formsOf(secret: string): string[] {
  const base64 = Buffer.from(secret).toString('base64').replace(/=+$/, '')
  return [
    secret,
    encodeURIComponent(secret),
    JSON.stringify(secret).slice(1, -1),
    base64,
    Buffer.from(secret).toString('base64url'),
  ]
}
const CANARIES = [SPOTIFY_SECRET, `${SPOTIFY_ID}:${SPOTIFY_SECRET}`, SIDECAR_KEY, TOKEN].flatMap(formsOf)
const isLeak = (text: string) => CANARIES.some((canary) => text.includes(canary))

let outside: Outside
let server: Server
let url = ''
const seen: string[] = []

beforeAll(async () => {
  outside = await startOutside()
})
afterAll(async () => {
  await outside.close()
})

function start(): Promise<void> {
  const env = {
    ...fakeEnvironment(outside),
    LOG_LEVEL: 'debug',
    RATE_METADATA: '100000',
    RATE_AUDIO: '100000',
  }
  const proxy = proxyTo(outside, env, { write: (line) => void seen.push(`log ${line}`) })
  server = createServer(proxy.listener)
  return new Promise((done) =>
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      url = `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`
      done()
    }),
  )
}

async function note(path: string): Promise<void> {
  try {
    const answer = await fetch(`${url}${path}`)
    seen.push(
      `${QUESTIONS.indexOf(path)}: ${answer.status} ${[...answer.headers].flat().join(' ')} ${Buffer.from(await answer.arrayBuffer()).toString('latin1')}`,
    )
  } catch (error) {
    seen.push(`${QUESTIONS.indexOf(path)}: ${String(error)}`)
  }
}

describe('a secret of the owner', () => {
  it(`is in nothing that ${REQUESTS} requests bring forth`, { timeout: 240_000 }, async () => {
    let asked = 0
    for (const fault of FAULTS) {
      for (const place of PLACES) {
        // A fresh proxy: what was learned from the last fault is forgotten.
        await start()
        outside.reset()
        if (fault) outside.trouble({ at: place, fault })
        await Promise.all(Array.from({ length: AT_ONCE }, () => QUESTIONS.map(note)).flat())
        asked += AT_ONCE * QUESTIONS.length
        server.closeAllConnections()
        server.close()
      }
    }
    expect(asked).toBeGreaterThanOrEqual(REQUESTS)
    expect(seen.length).toBeGreaterThan(REQUESTS)
    expect(seen.filter(isLeak).map((line) => line.slice(0, 300))).toEqual([])
  })

  it('did go where it belongs, and nowhere else', async () => {
    outside.reset()
    await start()
    await Promise.all(QUESTIONS.map(note))
    server.closeAllConnections()
    server.close()
    const holders = new Set(
      outside.asked.filter((one) => isLeak(JSON.stringify(one.headers))).map((one) => one.host),
    )
    expect([...holders].toSorted()).toEqual(['127.0.0.1', 'accounts.spotify.com', 'api.spotify.com'])
  })
})
