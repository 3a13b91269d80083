import { existsSync, readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { createServer as createTcp, type Server } from 'node:net'
import { join } from 'node:path'
import * as v from 'valibot'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { sfaData } from '#tests/support/sfa-data.ts'
import { createNodeTransport } from '../node/node-transport.ts'
import { guardedFetch } from '../outbound/guarded-fetch.ts'
import type { Hosts } from './url.ts'

const file = join(sfaData() ?? '', 'net/ssrf-cases.json')
const has = sfaData() !== null && existsSync(file)

const Case = v.object({
  class: v.string(),
  expect: v.picklist(['deny', 'allow']),
  url: v.optional(v.string()),
  redirect: v.optional(v.object({ status: v.number(), location: v.string(), loop: v.optional(v.boolean()) })),
  dns: v.optional(v.array(v.union([v.string(), v.array(v.string())]))),
})
const cases = has ? v.parse(v.array(Case), JSON.parse(readFileSync(file, 'utf8'))) : []

/** Every connection of this process that reaches loopback, counted at the socket. */
let reached = 0
const canaries: Server[] = []
/** Stands for the public internet: whatever is dialled at a public address comes here. */
let publicPort = 0
let moved: { status: number; location: string } | null = null
const world = createServer((_request, response) => {
  if (moved) response.writeHead(moved.status, { location: moved.location }).end()
  else response.writeHead(200, { 'content-type': 'text/plain' }).end('the open internet')
})
let dialled: string[] = []

beforeAll(async () => {
  // On the usual ports too, when this process may bind them.
  for (const [port, host] of [
    [0, '127.0.0.1'],
    [0, '::1'],
    [80, '127.0.0.1'],
    [443, '127.0.0.1'],
    [80, '::1'],
    [6379, '127.0.0.1'],
  ] as const) {
    const canary = createTcp((socket) => {
      reached += 1
      socket.destroy()
    })
    const bound = await new Promise<boolean>((done) => {
      canary.once('error', () => done(false))
      canary.listen(port, host, () => done(true))
    })
    if (bound) canaries.push(canary)
  }
  await new Promise<void>((done) => world.listen(0, '127.0.0.1', done))
  const address = world.address()
  publicPort = typeof address === 'object' && address ? address.port : 0
})

afterAll(() => {
  for (const canary of canaries) canary.close()
  world.closeAllConnections()
  world.close()
})

/** Asks as the direct source does; the resolver gives the answers of `dns` one after the other. */
async function ask(
  url: string,
  dns: readonly (readonly string[])[] = [['93.184.216.34']],
  hosts: Hosts = 'public',
) {
  let turn = 0
  const transport = createNodeTransport({
    resolve: async (name) => {
      const answer = dns[Math.min(turn++, dns.length - 1)] ?? []
      if (name.endsWith('.evil-rebind.test')) return ['127.0.0.1']
      return answer
    },
    dial: (to) => {
      dialled.push(to.host)
      // Only what passed every guard arrives here; anything inner would be reached as it is.
      return isInner(to.host) ? to : { host: '127.0.0.1', port: String(publicPort), tls: false }
    },
  })
  const patience = { firstByteMs: 3000, idleMs: 3000, totalMs: 5000 }
  const { response, body } = await guardedFetch(transport, { service: 'direct', url, hosts, patience })
  await body?.cancel()
  return response.status
}

const PUBLIC = ['93.184.216.34', '8.8.8.8', '2606:4700:4700::1111']
const isInner = (host: string) => !PUBLIC.includes(host)

async function isRefused(work: Promise<unknown>): Promise<boolean> {
  return work.then(
    () => false,
    () => true,
  )
}

describe.skipIf(!has)('addresses that must not be reached (SFA_DATA/net)', () => {
  it('are all there', () => {
    expect(cases.filter((one) => one.expect === 'deny')).toHaveLength(422)
    expect(canaries.length).toBeGreaterThanOrEqual(2)
  })

  const named = (list: typeof cases) => list.map((one) => [one.class, JSON.stringify(one), one] as const)

  it.each(named(cases.filter((one) => one.url !== undefined && one.expect === 'deny')))(
    '%s %s',
    async (_class, _text, one) => {
      dialled = []
      expect(await isRefused(ask(one.url ?? ''))).toBe(true)
      expect(dialled).toEqual([])
    },
  )

  it.each(named(cases.filter((one) => one.redirect)))('%s %s', async (_class, _text, { redirect }) => {
    const location = redirect?.location === 'SELF' ? 'https://example.com/' : (redirect?.location ?? '')
    moved = { status: redirect?.status ?? 302, location }
    dialled = []
    expect(await isRefused(ask('https://example.com/'))).toBe(true)
    expect(dialled.filter(isInner)).toEqual([])
    moved = null
  })

  it.each(named(cases.filter((one) => one.dns)))('%s %s', async (_class, _text, { dns }) => {
    const answers = (dns ?? []).map((answer) => (typeof answer === 'string' ? [answer] : answer))
    dialled = []
    // Each answer in turn is asked for on its own connection: the first may be public, then that one is dialled.
    const outcomes: boolean[] = []
    for (let i = 0; i < answers.length; i++)
      outcomes.push(await isRefused(ask('https://rebind.example.com/', answers.slice(i))))
    const isOpen = answers.map((answer) => answer.every((address) => PUBLIC.includes(address)))
    expect(outcomes).toEqual(isOpen.map((open) => !open))
    expect(dialled.filter(isInner)).toEqual([])
  })

  it.each(named(cases.filter((one) => one.expect === 'allow')))('%s %s', async (_class, _text, one) => {
    expect(await ask(one.url ?? '')).toBe(200)
  })

  it('were not reached, as seen at the socket, which would have seen it', async () => {
    expect(reached).toBe(0)
    const address = canaries[0]?.address()
    const port = typeof address === 'object' && address ? address.port : 0
    await fetch(`http://127.0.0.1:${port}/`).catch(() => undefined)
    expect(reached).toBe(1)
  })
})
