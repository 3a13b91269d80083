import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { request } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { formatHeaders, headersFor, parseHeaders } from './headers-file.ts'
import { contentPolicy, embeddersOf, siteHeaders } from './policy.ts'
import { parseRange } from '#lib/core/files/byte-range.ts'
import { startSite, type Site } from './static-site.ts'

const SHELL = '<!doctype html><title>shell</title><script>start()</script>'
let folder = ''
let site: Site

/** Sends the path as it is written; `fetch` would tidy it first. */
function rawStatus(path: string): Promise<number> {
  return new Promise((resolve, reject) => {
    const { hostname, port } = new URL(site.url)
    request({ hostname, port, path }, (response) => {
      response.resume()
      resolve(response.statusCode ?? 0)
    })
      .on('error', reject)
      .end()
  })
}

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'site-'))
  const build = join(folder, 'build')
  mkdirSync(join(build, '_app/immutable'), { recursive: true })
  writeFileSync(join(folder, 'secret.txt'), 'secret')
  writeFileSync(join(build, '200.html'), SHELL)
  writeFileSync(join(build, '_headers'), formatHeaders(siteHeaders(SHELL)))
  writeFileSync(join(build, 'numbers.bin'), Buffer.from([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]))
  writeFileSync(join(build, 'empty.txt'), '')
  writeFileSync(join(build, 'app.webmanifest'), '{}')
  writeFileSync(join(build, '_app/immutable/x.wasm'), 'w')
  symlinkSync(join(folder, 'secret.txt'), join(build, 'link.txt'))
  site = await startSite(build, 0)
})

afterAll(async () => {
  await site.close()
  rmSync(folder, { recursive: true })
})

describe('the static site', () => {
  it('answers every page address with the shell, isolated and under the policy', async () => {
    const answer = await fetch(`${site.url}/track/b1f3`)
    expect(answer.status).toBe(200)
    expect(await answer.text()).toBe(SHELL)
    expect(answer.headers.get('content-type')).toBe('text/html; charset=utf-8')
    expect(answer.headers.get('cross-origin-opener-policy')).toBe('same-origin')
    expect(answer.headers.get('cross-origin-embedder-policy')).toBe('require-corp')
    expect(answer.headers.get('content-security-policy')).toBe(contentPolicy(SHELL))
    expect(answer.headers.get('cache-control')).toBe('no-cache')
  })

  it('names types rightly and lets only hashed files be kept for ever', async () => {
    const wasm = await fetch(`${site.url}/_app/immutable/x.wasm`)
    expect(wasm.headers.get('content-type')).toBe('application/wasm')
    expect(wasm.headers.get('cache-control')).toContain('immutable')
    const manifest = await fetch(`${site.url}/app.webmanifest`)
    expect(manifest.headers.get('content-type')).toBe('application/manifest+json')
    expect(manifest.headers.get('cache-control')).toBe('no-cache')
  })

  it('answers 404 for a file that is not there, and does not let that be kept', async () => {
    const answer = await fetch(`${site.url}/_app/immutable/gone.js`)
    expect(answer.status).toBe(404)
    expect(answer.headers.get('cache-control')).toBeNull()
  })

  it('gives the range asked for', async () => {
    const ask = (range: string) => fetch(`${site.url}/numbers.bin`, { headers: { range } })
    const middle = await ask('bytes=2-4')
    expect(middle.status).toBe(206)
    expect(middle.headers.get('content-range')).toBe('bytes 2-4/10')
    expect([...new Uint8Array(await middle.arrayBuffer())]).toEqual([2, 3, 4])
    expect([...new Uint8Array(await (await ask('bytes=-2')).arrayBuffer())]).toEqual([8, 9])
    expect((await ask('bytes=10-')).status).toBe(416)
    expect((await ask('bytes=0-1,4-5')).status).toBe(200)
  })

  it('sends nothing again that the browser already holds', async () => {
    const first = await fetch(`${site.url}/numbers.bin`)
    const tag = first.headers.get('etag') ?? ''
    const again = await fetch(`${site.url}/numbers.bin`, { headers: { 'if-none-match': tag } })
    expect(again.status).toBe(304)
    expect((await fetch(`${site.url}/empty.txt`)).headers.get('content-length')).toBe('0')
  })

  it.each([
    '/../secret.txt',
    '/%2e%2e/secret.txt',
    '/..%2fsecret.txt',
    '/x/..%2f..%2fsecret.txt',
    '/link.txt',
    '/%00.txt',
    '/%zz.txt',
    '/_headers',
  ])('never serves %s', async (path) => {
    expect(await rawStatus(path)).toBe(404)
  })

  it('refuses to be written to', async () => {
    expect((await fetch(`${site.url}/numbers.bin`, { method: 'PUT', body: 'x' })).status).toBe(405)
  })

  it('moves on when its port is busy', async () => {
    const taken = Number(new URL(site.url).port)
    const next = await startSite(join(folder, 'build'), taken)
    expect(Number(new URL(next.url).port)).toBeGreaterThan(taken)
    await next.close()
  })
})

describe('the headers file', () => {
  it('reads back what it wrote', () => {
    const rules = siteHeaders(SHELL)
    expect(parseHeaders(formatHeaders(rules))).toEqual(rules)
  })

  it('lets the later rule win and leaves comments out', () => {
    const rules = parseHeaders('# ours\n/*\n  A: 1\n  B: x:y\n\n/deep/*\n  A: 2\n')
    expect(headersFor(rules, '/deep/file')).toEqual({ A: '2', B: 'x:y' })
    expect(headersFor(rules, '/else')).toEqual({ A: '1', B: 'x:y' })
  })

  it('lets in exactly the inline scripts of the shell', () => {
    // Digest of `start()`, by `printf 'start()' | openssl dgst -sha256 -binary | base64`.
    expect(contentPolicy(SHELL)).toContain("'sha256-DIm7WJS6ZKDYe5qFLPy+h4JFI9Bol5QmYC57mt3Fb00='")
    expect(contentPolicy('<script src="/x.js"></script>')).toContain("script-src 'self' 'wasm-unsafe-eval';")
  })

  it('lets nobody frame the app but whom the owner names, and no slip of the pen', () => {
    expect(contentPolicy(SHELL)).toContain("frame-ancestors 'none'")
    const named = embeddersOf(' https://one.example  http://127.0.0.1:8080 ')
    expect(contentPolicy(SHELL, named)).toContain('frame-ancestors https://one.example http://127.0.0.1:8080')
    for (const slip of ['*', 'https:', 'https://one.example/', "'self'; script-src *"])
      expect(() => embeddersOf(slip)).toThrow('EMBED_ORIGINS')
  })

  it('keeps the opener of the one window that other sites open', () => {
    const opener = (path: string) => headersFor(siteHeaders(SHELL), path)['Cross-Origin-Opener-Policy']
    expect(opener('/door')).toBe('unsafe-none')
    expect(opener('/')).toBe('same-origin')
    expect(opener('/door/else')).toBe('same-origin')
  })

  it('ignores ranges it does not understand', () => {
    expect(parseRange('bytes=5-2', 10)).toBeNull()
    expect(parseRange('lines=1-2', 10)).toBeNull()
    expect(parseRange('bytes=-0', 10)).toBe('beyond')
    expect(parseRange('bytes=8-99', 10)).toEqual({ start: 8, end: 9 })
  })
})
