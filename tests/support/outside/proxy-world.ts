import { afterAll, beforeAll, beforeEach } from 'vitest'
import type { NodeProxy } from '#proxy/node/node-proxy.ts'
import { fakeEnvironment, proxyTo } from './outside-proxy.ts'
import { startOutside, type Outside } from './start-outside.ts'

type Env = Record<string, string | undefined>

export interface ProxyWorld {
  readonly outside: Outside
  /** The proxy of this test, fresh for each. */
  readonly proxy: NodeProxy
  /** Another proxy in its place, with these settings changed (`undefined` takes one away). */
  open(env?: Env): NodeProxy
  get(path: string, headers?: Record<string, string>, method?: string): Promise<Response>
  json<T>(path: string, env?: Env): Promise<T>
  /** `GET /audio` of this `src`. */
  audio(src: string, headers?: Record<string, string>, method?: string): Promise<Response>
}

/** For the tests of one file: the real proxy in front of the pretended world, with nothing learned from the test before. */
export function proxyWorld(): ProxyWorld {
  let outside: Outside | null = null
  let proxy: NodeProxy | null = null
  const ready = <T>(one: T | null): T => {
    if (one === null) throw new Error('the world has not begun')
    return one
  }
  beforeAll(async () => {
    outside = await startOutside()
  })
  beforeEach(() => {
    ready(outside).reset()
    world.open()
  })
  afterAll(() => outside?.close())

  const world: ProxyWorld = {
    get outside() {
      return ready(outside)
    },
    get proxy() {
      return ready(proxy)
    },
    open(env = {}) {
      const made = proxyTo(ready(outside), { ...fakeEnvironment(ready(outside)), ...env })
      proxy = made
      return made
    },
    get: (path, headers = {}, method = 'GET') =>
      ready(proxy).fetch(new Request(`http://127.0.0.1${path}`, { headers, method })),
    async json<T>(path: string, env?: Env): Promise<T> {
      if (env) world.open(env)
      return (await (await world.get(path)).json()) as T
    },
    audio: (src, headers, method) => world.get(`/audio?src=${encodeURIComponent(src)}`, headers, method),
  }
  return world
}

/** What an answer says went wrong. */
export async function errorOf(answer: Promise<Response>): Promise<unknown> {
  return ((await (await answer).json()) as { error: unknown }).error
}
