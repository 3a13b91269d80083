import { createHash } from 'node:crypto'
import { createServer, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { fetchPart } from './fetch-part.ts'

const good = new Uint8Array(100_000).map((_, i) => i * 7)
const sha256 = createHash('sha256').update(good).digest('hex')
const bent = good.map((byte, i) => (i === 50_000 ? byte ^ 1 : byte))

const answers: Record<string, (response: ServerResponse) => void> = {
  '/good': (response) => response.end(good),
  '/bent': (response) => response.end(bent),
  '/cut': (response) => response.end(good.subarray(0, 99_000)),
  '/long': (response) => response.end(Buffer.concat([good, good])),
  '/page': (response) => response.setHeader('content-type', 'text/html').end(good),
  '/gone': (response) => response.writeHead(404).end(),
  '/broken': (response) => {
    response.writeHead(200, { 'content-length': '100000' })
    response.write(good.subarray(0, 10), () => response.destroy())
  },
  '/slow': (response) => void response.write(good.subarray(0, 10)),
}

describe('fetchPart', () => {
  let server: Server
  let base = ''

  beforeAll(async () => {
    server = createServer((request, response) => answers[request.url ?? '']?.(response))
    await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready))
    base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  })
  afterAll(() => {
    server.closeAllConnections()
    server.close()
  })

  const get = (
    path: string,
    signal = new AbortController().signal,
    onBytes: (n: number) => void = () => undefined,
  ) => fetchPart({ url: base + path, bytes: good.length, sha256 }, signal, onBytes)

  it('gives the bytes when length and hash are right, and tells how many have come', async () => {
    const seen: number[] = []
    const outcome = await get('/good', undefined, (n) => seen.push(n))
    expect(outcome).toMatchObject({ ok: true })
    expect(outcome.ok && Buffer.compare(outcome.value, good)).toBe(0)
    expect(seen.at(-1)).toBe(good.length)
  })

  it.each([
    ['/bent', 'model-part-wrong'],
    ['/cut', 'model-part-wrong'],
    ['/long', 'model-part-wrong'],
    ['/page', 'model-unreachable'],
    ['/gone', 'model-unreachable'],
    ['/broken', 'model-unreachable'],
  ])('never gives out %s: %s', async (path, code) => {
    expect(await get(path)).toMatchObject({ ok: false, fault: { code } })
  })

  it('stops at once when asked to', async () => {
    const stop = new AbortController()
    const outcome = get('/slow', stop.signal, () => stop.abort('pause'))
    expect(await outcome).toMatchObject({ ok: false, fault: { code: 'cancelled' } })
  })
})
