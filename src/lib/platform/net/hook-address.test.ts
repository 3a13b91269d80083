import { expect, it } from 'vitest'
import { hookAddress, hookHost } from './hook-address.ts'

it('takes addresses of the web, and nothing else', () => {
  expect(hookAddress(' https://a.example/in?k=1#part ')).toEqual({
    ok: true,
    value: 'https://a.example/in?k=1',
  })
  expect(hookAddress('http://127.0.0.1:9000')).toEqual({ ok: true, value: 'http://127.0.0.1:9000/' })
  const wrong = [
    '',
    'a.example',
    'ftp://a.example',
    'javascript:alert(1)',
    'https://u:p@a.example',
    `https://a.example/${'x'.repeat(3000)}`,
  ]
  for (const text of wrong)
    expect(hookAddress(text)).toMatchObject({ ok: false, fault: { code: 'hook-address' } })
})

it('is shown by its host alone', () => {
  expect(hookHost('https://a.example:8443/secret/path?k=1')).toBe('a.example:8443')
})
