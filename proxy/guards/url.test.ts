import { describe, expect, it } from 'vitest'
import { checkRedirect, checkUrl, isAllowed } from './url.ts'

const passes = (text: string, hosts: readonly string[] | 'public' = 'public') => {
  try {
    return checkUrl(text, hosts).href
  } catch {
    return null
  }
}

describe('an address from outside', () => {
  it.each(['https://example.com/a%20b?c=1#d', 'http://example.com/', 'https://8.8.8.8/x.mp3'])(
    'passes as %s',
    (text) => {
      expect(passes(text)).toBe(text)
    },
  )

  it.each([
    'ftp://example.com/',
    'https:/example.com/',
    'https:example.com',
    '//example.com/',
    ' https://example.com/',
    'https://exa\tmple.com/',
    'https://example.com\\@127.0.0.1/',
    'https://user:pass@example.com/',
    'https://@example.com/',
    'https://example.com:22/',
    'http://example.com:443/',
    'https://example.com./',
    'https://intranet/',
    'https://a.LOCAL/',
    'https://127.1/',
    `https://example.com/${'x'.repeat(5000)}`,
    'https://%/',
  ])('is refused as %s', (text) => {
    expect(passes(text)).toBeNull()
  })

  it('must be on the list of hosts', () => {
    expect(isAllowed('a.example.com', ['.example.com'])).toBe(true)
    expect(isAllowed('example.com', ['.example.com'])).toBe(true)
    expect(isAllowed('notexample.com', ['.example.com'])).toBe(false)
    expect(isAllowed('a.example.com', ['example.com'])).toBe(false)
    expect(passes('https://example.com.evil.net/', ['example.com'])).toBeNull()
  })
})

describe('a redirect', () => {
  const from = new URL('https://example.com/a/b')

  it('may be relative', () => {
    expect(checkRedirect(from, '../c', 'public').href).toBe('https://example.com/c')
    expect(checkRedirect(from, '//cdn.example.com/c', 'public').href).toBe('https://cdn.example.com/c')
  })

  it.each([
    'http://example.com/',
    '//127.0.0.1/',
    'file:///etc/passwd',
    'https://[::1]/',
    'https://evil.net/',
  ])('may not lead to %s', (location) => {
    expect(() => checkRedirect(from, location, ['.example.com'])).toThrow(/blocked/)
  })
})
