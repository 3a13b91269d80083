import { expect, test } from 'vitest'
import { proxyProblem } from './proxy-words.ts'

test('an address of a proxy is none at all, https, or http on this machine', () => {
  for (const good of ['', ' ', 'https://proxy.example', 'http://127.0.0.1:8787', 'http://localhost:9/proxy'])
    expect(proxyProblem(good)).toBeNull()
  for (const bad of [
    'proxy.example',
    'javascript:alert(1)',
    'http://proxy.example',
    'https://a:b@c.d',
    'https://c.d?x',
  ])
    expect(proxyProblem(bad)).not.toBeNull()
})
