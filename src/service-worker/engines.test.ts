import { afterEach, expect, it, vi } from 'vitest'
import { gpuEngineOf, isEngine, isEveryonesEngine, keepOnUse } from './engines.ts'

const URL_OF_ENGINE = 'https://app.example/_app/immutable/workers/assets/ort-wasm-abcdefgh.wasm'

/** A browser's caches as one map; `full`: nothing more finds room. */
function openCaches(full: boolean): Map<string, Response> {
  const kept = new Map<string, Response>()
  const cache = {
    match: async (url: string) => kept.get(url)?.clone(),
    keys: async () => [...kept.keys()].map((url) => ({ url })),
    delete: async ({ url }: { url: string }) => kept.delete(url),
    put: async (url: string, response: Response) => {
      if (full) throw new DOMException('no room', 'QuotaExceededError')
      kept.set(url, response)
    },
  }
  vi.stubGlobal('caches', { open: async () => cache })
  return kept
}

const ask = async () => (await keepOnUse({ url: URL_OF_ENGINE } as Request)).text()

afterEach(() => void vi.unstubAllGlobals())

it('an engine is fetched once, and comes from the cache after', async () => {
  const kept = openCaches(false)
  const fetched = vi.fn(async () => new Response('engine'))
  vi.stubGlobal('fetch', fetched)
  expect(await ask()).toBe('engine')
  expect(await ask()).toBe('engine')
  expect(fetched).toHaveBeenCalledTimes(1)
  expect([...kept.keys()]).toEqual([URL_OF_ENGINE])
})

it('an engine starts on a full disk too, though it cannot be kept', async () => {
  openCaches(true)
  vi.stubGlobal('fetch', async () => new Response('engine'))
  expect(await ask()).toBe('engine')
})

it('one engine is for every device, the others are told apart', () => {
  const at = (name: string) => `/_app/immutable/workers/assets/${name}`
  const plain = at('ort-wasm-simd-threaded-abcd1234.wasm')
  const others = [
    at('ort-wasm-simd-threaded.asyncify-abcd1234.wasm.gz'),
    at('ort-wasm-simd-threaded.jspi-abcd1234.wasm'),
    at('ffmpeg-core-abcd1234.wasm.gz'),
  ]
  expect([plain, ...others].every(isEngine)).toBe(true)
  expect([plain, ...others].filter(isEveryonesEngine)).toEqual([plain])
  expect(others.slice(0, 2)).toContain(gpuEngineOf([plain, ...others]))
  expect(isEngine(at('pffft-abcd1234.wasm'))).toBe(false)
})
