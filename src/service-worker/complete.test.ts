import { expect, it } from 'vitest'
import { complete, isRight } from './complete.ts'

const SITE = { 'Cross-Origin-Opener-Policy': 'same-origin', 'Content-Security-Policy': "default-src 'none'" }
const answer = (headers: Record<string, string>) => new Response('text', { headers })

it('what a host leaves out is added, what it says is kept', async () => {
  const full = complete(answer({ 'content-security-policy': 'own', etag: '1' }), '/200.html', SITE)
  expect(full.headers.get('cross-origin-opener-policy')).toBe('same-origin')
  expect(full.headers.get('content-security-policy')).toBe('own')
  expect(full.headers.get('etag')).toBe('1')
  expect(await full.text()).toBe('text')
})

it('the door keeps its opener, whatever the host says', () => {
  for (const host of [{}, SITE]) {
    const door = complete(answer(host), '/door', SITE)
    expect(door.headers.get('cross-origin-opener-policy')).toBe('unsafe-none')
  }
})

it('a page in the place of code is not kept', () => {
  const page = answer({ 'content-type': 'text/html; charset=utf-8' })
  expect([isRight(page, '/200.html'), isRight(page, '/door'), isRight(page, '/_app/immutable/x.js')]).toEqual(
    [true, true, false],
  )
  expect(isRight(new Response('', { status: 404 }), '/x.js')).toBe(false)
})
