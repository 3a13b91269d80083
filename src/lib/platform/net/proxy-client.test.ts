import { createServer, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { startProxyServer } from '#tests/support/outside/proxy-server.ts'
import { ProxyClient } from './proxy-client.ts'
import { OWN_PATIENCE_MS } from './proxy-faults.ts'

const LINK = 'https://open.spotify.com/track/T000000000000000000001'

/** A page sees an answer without CORS headers as it sees a line that breaks: `fetch` throws a TypeError, and no more. */
const opaque = (response: ServerResponse) => void response.destroy()

describe('a call that breaks off without a word', () => {
  let healthy = ''
  let answers: Record<string, (response: ServerResponse) => void> = {}
  let server: Server
  let client: ProxyClient

  beforeEach(async () => {
    const proxy = await startProxyServer()
    healthy = await (await fetch(`${proxy.url}/health`)).text()
    await proxy.close()
    server = createServer((request, response) => {
      const answer = answers[(request.url ?? '').split('?')[0] ?? '']
      if (answer) answer(response)
      else opaque(response)
    })
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
    const { port } = server.address() as AddressInfo
    client = new ProxyClient(async () => `http://127.0.0.1:${port}`)
  })
  afterEach(
    () =>
      new Promise<void>((done) => {
        server.close(() => done())
        server.closeAllConnections()
      }),
  )
  const well = (response: ServerResponse) => void response.end(healthy)

  test('is taken for a 429 where the proxy is in good health, and waits as long as we hold right', async () => {
    answers = { '/health': well }
    const fault = { code: 'source-limit', retry: 'soon', service: 'proxy', retryAfterMs: OWN_PATIENCE_MS }
    expect(await client.meta(LINK)).toMatchObject({ ok: false, fault })
    expect(await client.resolve({ title: 'Low Tide' })).toMatchObject({ ok: false, fault })
  })

  test('is a proxy that is not there where nobody answers for its health', async () => {
    answers = {}
    expect(await client.meta(LINK)).toMatchObject({ ok: false, fault: { code: 'proxy-missing' } })
  })

  test('is a proxy that will come back where it answered before', async () => {
    answers = { '/health': well }
    expect(await client.health()).toMatchObject({ ok: true })
    answers = {}
    expect(await client.meta(LINK)).toMatchObject({ fault: { code: 'source-failed', retry: 'soon' } })
  })

  test('is no limit where something else than a proxy answers for its health', async () => {
    answers = { '/health': (response) => void response.end('<!doctype html>') }
    expect(await client.meta(LINK)).toMatchObject({ fault: { code: 'proxy-missing' } })
  })

  test('is told from a 429 that can be read, which says itself how long', async () => {
    answers = {
      '/health': well,
      '/meta': (response) => void response.writeHead(429, { 'retry-after': '7' }).end('slow down'),
      '/search': (response) => void response.writeHead(429).end(),
    }
    expect(await client.meta(LINK)).toMatchObject({ fault: { code: 'source-limit', retryAfterMs: 7_000 } })
    const search = await client.search({ q: 'tide' })
    expect(search).toMatchObject({ fault: { code: 'source-limit', retryAfterMs: OWN_PATIENCE_MS } })
  })

  test('is the wish of whoever gave it up', async () => {
    answers = { '/health': well, '/meta': () => undefined }
    const given = new AbortController()
    const asked = client.meta(LINK, given.signal)
    given.abort()
    expect(await asked).toMatchObject({ fault: { code: 'cancelled' } })
  })
})
