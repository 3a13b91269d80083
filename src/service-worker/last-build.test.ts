import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { fromLastBuild, keepLastBuild } from './last-build.ts'

const address = (name: string) => `https://app.example/_app/immutable/${name}`
let stores: Map<string, Map<string, Response>>

beforeEach(() => {
  stores = new Map()
  const open = async (name: string) => {
    const held = stores.get(name) ?? new Map<string, Response>()
    stores.set(name, held)
    return {
      keys: async () => [...held.keys()].map((url) => ({ url })),
      match: async (key: string | { url: string }) =>
        held.get(typeof key === 'string' ? key : key.url)?.clone(),
      put: async ({ url }: { url: string }, response: Response) => void held.set(url, response),
    }
  }
  const keys = async () => [...stores.keys()]
  vi.stubGlobal('caches', { open, keys, delete: async (name: string) => stores.delete(name) })
  vi.stubGlobal('fetch', async () => new Response('network'))
})

afterEach(() => void vi.unstubAllGlobals())

const precache = (names: string[]) =>
  stores.set('app-precache-v2', new Map(names.map((name) => [address(name), new Response(name)])))
const ask = async (name: string) => (await fromLastBuild({ url: address(name) } as Request)).text()
const install = (names: string[]) => keepLastBuild(new Set(names.map(address)))

it('a tab of the version before still gets its files', async () => {
  precache(['a.js', 'same.js'])
  await install(['b.js', 'same.js'])
  precache(['b.js', 'same.js'])
  expect(await ask('a.js')).toBe('a.js')
  expect(await ask('same.js')).toBe('network')
})

it('what is older than the version before is let go', async () => {
  precache(['a.js'])
  await install(['b.js'])
  precache(['b.js'])
  await install(['c.js'])
  expect(await ask('a.js')).toBe('network')
  expect(await ask('b.js')).toBe('b.js')
})

it('a first visit has no version before it', async () => {
  await install(['a.js'])
  expect([...stores.keys()]).toEqual([])
})
