import { describe, expect, it } from 'vitest'
import { errorOf, proxyWorld } from '#tests/support/outside/proxy-world.ts'

const world = proxyWorld()

describe('a hook', () => {
  const send = (data: unknown, headers: Record<string, string> = { 'content-type': 'application/json' }) =>
    world.proxy.fetch(
      new Request('http://127.0.0.1/hook', { method: 'POST', body: JSON.stringify(data), headers }),
    )
  const hook = {
    url: 'https://hooks.example.com/in',
    body: '{"event":"x", "ä":1}',
    headers: { 'X-SFA-Signature': 'sha256=1' },
  }

  it('is delivered byte for byte, with its own headers and no others', async () => {
    expect(await (await send(hook)).json()).toEqual({ ok: true, status: 200 })
    expect(world.outside.deliveries).toHaveLength(1)
    expect(world.outside.deliveries[0]).toMatchObject({ body: hook.body, method: 'POST' })
    expect(world.outside.deliveries[0]?.headers).toMatchObject({ 'x-sfa-signature': 'sha256=1' })
  })

  it('that its receiver refuses says so', async () => {
    expect(await (await send({ ...hook, url: 'https://hooks.example.com/no' })).json()).toEqual({
      ok: true,
      status: 500,
    })
  })

  it.each([
    [{ ...hook, url: 'http://127.0.0.1:8080/' }, 'blocked'],
    [{ ...hook, url: 'https://nowhere.example.org/' }, 'not_found'],
    [{ url: hook.url }, 'bad_request'],
    ['text', 'bad_request'],
  ])('%o is refused as %s', async (data, code) => {
    expect(await errorOf(send(data))).toMatchObject({ code })
  })

  it('of a form is refused, and one of a foreign page', async () => {
    expect(await errorOf(send(hook, { 'content-type': 'text/plain' }))).toMatchObject({ code: 'bad_request' })
    const foreign = { 'content-type': 'application/json', origin: 'https://evil.example' }
    expect(await errorOf(send(hook, foreign))).toMatchObject({ code: 'blocked' })
    expect(world.outside.deliveries).toEqual([])
  })

  it('goes to no host but those named, which may be at home', async () => {
    world.open({ HOOK_HOSTS: `other.example.com,${new URL(world.outside.homeUrl).origin}` })
    expect(await errorOf(send(hook))).toMatchObject({ code: 'blocked' })
    expect(
      await (await send({ ...hook, url: `${world.outside.homeUrl}@hooks.example.com/in` })).json(),
    ).toEqual({
      ok: true,
      status: 200,
    })
  })

  it('follows no redirect', async () => {
    world.outside.trouble({
      at: 'hooks.example.com',
      fault: { kind: 'status', status: 307, headers: { location: 'http://127.0.0.1/' } },
    })
    expect(await (await send(hook)).json()).toEqual({ ok: true, status: 307 })
  })
})
