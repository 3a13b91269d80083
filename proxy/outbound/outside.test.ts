import { createServer, type Server, type ServerResponse } from 'node:http'
import { brotliCompressSync, constants, gzipSync } from 'node:zlib'
import * as v from 'valibot'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createNodeTransport } from '../node/node-transport.ts'
import { createOutside, waitOf, type Service } from './outside.ts'

const GZIP = gzipSync(Buffer.alloc(50_000_000))
const BROTLI = brotliCompressSync(Buffer.alloc(50_000_000), {
  params: { [constants.BROTLI_PARAM_QUALITY]: 1 },
})

/** What a hostile service does, by path. */
const tricks: Record<string, (response: ServerResponse, hits: number) => void> = {
  '/ok': (response) => response.end('{"a":1}'),
  '/gzip-bomb': (response) => response.writeHead(200, { 'content-encoding': 'gzip' }).end(GZIP),
  '/brotli-bomb': (response) => response.writeHead(200, { 'content-encoding': 'br' }).end(BROTLI),
  '/endless': (response) => {
    const more = () => {
      while (!response.destroyed && response.write(Buffer.alloc(65_536)));
      if (!response.destroyed) response.once('drain', more)
    }
    more()
  },
  '/huge-length': (response) => response.writeHead(200, { 'content-length': '10000000000' }).write('{'),
  '/huge-headers': (response) => response.writeHead(200, { 'x-big': 'x'.repeat(1_000_000) }).end('{}'),
  '/drip': (response) => {
    const timer = setInterval(() => response.write(' '), 20)
    response.once('close', () => clearInterval(timer))
  },
  '/silent': () => undefined,
  '/cut': (response) => {
    response.writeHead(200, { 'content-length': '100' }).write('{"a":')
    setTimeout(() => response.destroy(), 20)
  },
  '/html': (response) => response.end('<!doctype html><html>wait</html>'),
  '/not-json': (response) => response.end('{"a":'),
  '/other-shape': (response) => response.end('{"a":"x"}'),
  '/loop': (response) => response.writeHead(302, { location: '/loop' }).end(),
  '/flaky': (response, hits) => (hits < 3 ? response.socket?.resetAndDestroy() : response.end('{"a":3}')),
  '/broken': (response) => response.writeHead(500).end(),
  '/busy': (response) => response.writeHead(429, { 'retry-after': '7' }).end(),
  '/cookie': (response) => response.writeHead(200, { 'set-cookie': 'a=b' }).end('{"a":1}'),
}

let server: Server
let port = 0
const hits = new Map<string, number>()

beforeAll(async () => {
  server = createServer((request, response) => {
    const path = request.url ?? ''
    hits.set(path, (hits.get(path) ?? 0) + 1)
    response.on('error', () => response.destroy())
    tricks[path]?.(response, hits.get(path) ?? 0)
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const address = server.address()
  port = typeof address === 'object' && address ? address.port : 0
})

afterAll(() => {
  server.closeAllConnections()
  server.close()
})

const A = v.object({ a: v.number() })
/** Long enough for a busy machine; the slow tricks wait for it. */
const quick = { firstByteMs: 1500, idleMs: 1000, totalMs: 2000 }

function ask(path: string, method: 'GET' | 'POST' = 'GET') {
  const service: Service = { id: path.slice(1), hosts: ['svc.example.com'] }
  const outside = createOutside({
    transport: createNodeTransport({
      resolve: async () => ['93.184.216.34'],
      dial: () => ({ host: '127.0.0.1', port: String(port), tls: false }),
    }),
    now: () => Date.now(),
    sleep: async () => undefined,
    random: () => 0,
    userAgent: 'test',
  })
  hits.delete(path)
  return outside.json(service, { url: `https://svc.example.com${path}`, patience: quick, method }, A)
}

describe('a service', () => {
  it('that answers is read', async () => {
    expect(await ask('/ok')).toEqual({ a: 1 })
  })

  it.each([
    ['/gzip-bomb', 'too_large'],
    ['/brotli-bomb', 'too_large'],
    ['/endless', 'too_large'],
    ['/huge-length', 'too_large'],
    ['/huge-headers', 'upstream'],
    ['/drip', 'timeout'],
    ['/silent', 'timeout'],
    ['/cut', 'upstream'],
    ['/html', 'upstream'],
    ['/not-json', 'upstream'],
    ['/other-shape', 'upstream'],
    ['/loop', 'blocked'],
    ['/broken', 'upstream'],
  ])('that does %s ends as %s', async (path, code) => {
    await expect(ask(path)).rejects.toMatchObject({ data: { code, service: path.slice(1) } })
  })

  it('that redirects without end is asked six times', async () => {
    await ask('/loop').catch(() => undefined)
    expect(hits.get('/loop')).toBe(6)
  })

  it('that stumbles is asked three times, and no more', async () => {
    expect(await ask('/flaky')).toEqual({ a: 3 })
    await ask('/broken').catch(() => undefined)
    expect(hits.get('/broken')).toBe(3)
  })

  it('is never asked twice to do something', async () => {
    await ask('/broken', 'POST').catch(() => undefined)
    expect(hits.get('/broken')).toBe(1)
  })

  it('that is busy says until when, and is not asked again', async () => {
    await expect(ask('/busy')).rejects.toMatchObject({ data: { code: 'rate_limited', retryAfter: 7 } })
    expect(hits.get('/busy')).toBe(1)
  })

  it('costs little memory, whatever it unpacks to', async () => {
    const before = process.memoryUsage().rss
    for (let i = 0; i < 5; i++) await ask('/gzip-bomb').catch(() => undefined)
    // Five times 50 MB were offered.
    expect(process.memoryUsage().rss - before).toBeLessThan(100_000_000)
  })
})

describe('Retry-After', () => {
  const wait = (text: string) => waitOf(new Headers({ 'retry-after': text }))

  it('is read as seconds or as a date, and nonsense is nothing', () => {
    expect(wait('30')).toBe(30)
    expect(wait('0')).toBe(1)
    expect(wait('9999999')).toBe(172_800)
    expect(wait(new Date(Date.now() + 60_000).toUTCString())).toBeGreaterThan(50)
    expect(wait('soon')).toBeNull()
    expect(waitOf(new Headers())).toBeNull()
  })
})
