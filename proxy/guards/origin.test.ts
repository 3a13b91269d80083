import { describe, expect, it } from 'vitest'
import { allowedOrigin, checkOrigin, type Door } from './origin.ts'

const door: Door = { origins: ['https://app.example'], hosts: ['127.0.0.1', 'localhost'] }
const request = (headers: Record<string, string>, url = 'http://127.0.0.1:4180/health') =>
  new Request(url, { headers: { host: '127.0.0.1:4180', ...headers } })
const passes = (headers: Record<string, string>, at = door) => {
  try {
    checkOrigin(request(headers), at)
    return true
  } catch {
    return false
  }
}

describe('the door', () => {
  it.each<[string, Record<string, string>]>([
    ['the page it stands beside', { origin: 'http://127.0.0.1:4180', 'sec-fetch-site': 'same-origin' }],
    [
      'the app elsewhere that the owner named',
      { origin: 'https://app.example', 'sec-fetch-site': 'cross-site' },
    ],
    ['a program', {}],
    ['someone who types its address', { 'sec-fetch-site': 'none' }],
  ])('opens for %s', (_who, headers) => {
    expect(passes(headers)).toBe(true)
  })

  it.each<[string, Record<string, string>]>([
    ['another page', { origin: 'https://evil.example' }],
    ['another page without a name', { origin: 'null' }],
    ['an image in another page', { 'sec-fetch-site': 'cross-site' }],
    ['a page of a sister site', { 'sec-fetch-site': 'same-site' }],
    [
      'a page whose name was led here',
      { host: 'rebound.evil.example:4180', 'sec-fetch-site': 'same-origin' },
    ],
    ['an origin that only begins alike', { origin: 'https://app.example.evil.net' }],
    ['the named origin by http', { origin: 'http://app.example' }],
  ])('stays shut for %s', (_who, headers) => {
    expect(passes(headers)).toBe(false)
  })

  it('names only the app elsewhere in its answer', () => {
    expect(allowedOrigin(request({ origin: 'https://app.example' }), door)).toBe('https://app.example')
    expect(allowedOrigin(request({ origin: 'http://127.0.0.1:4180' }), door)).toBeNull()
    expect(allowedOrigin(request({ origin: 'https://evil.example' }), door)).toBeNull()
  })

  it('may be called by any name where it serves all', () => {
    expect(passes({ host: 'proxy.example' }, { ...door, hosts: null })).toBe(true)
  })
})
