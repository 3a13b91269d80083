import { expect, test, vi } from 'vitest'
import { keptPart } from '#lib/core/domain/app-part.ts'
import { ProxyClient } from '#lib/platform/net/proxy-client.ts'
import { laterProxy } from './later-proxy.ts'

const health = { ok: true, version: '1', services: {} }

function clientThat(answers: unknown): ProxyClient {
  const how = () => Promise.resolve(new Response(JSON.stringify(answers)))
  return new ProxyClient(() => Promise.resolve('https://proxy.test'), undefined, how)
}

test('a question waits for the code that asks it, which is fetched once', async () => {
  const load = vi.fn(() => Promise.resolve(clientThat(health)))
  const proxy = laterProxy(keptPart(load))
  expect(load).not.toHaveBeenCalled()
  const [address] = await Promise.all([proxy.addressOf('/audio', { src: 'a b' }), proxy.health()])
  expect(address).toBe('https://proxy.test/audio?src=a+b')
  expect(load).toHaveBeenCalledTimes(1)
})

test('where the code cannot be had a question is answered so, and the next one tries again', async () => {
  const load = vi
    .fn(() => Promise.resolve(clientThat({ nothing: 'known' })))
    .mockRejectedValueOnce(new TypeError('Failed to fetch'))
  const proxy = laterProxy(keptPart(load))
  expect(await proxy.health()).toMatchObject({ ok: false, fault: { code: 'part-missing' } })
  expect(await proxy.health()).toMatchObject({ ok: false, fault: { code: 'proxy-strange' } })
})
