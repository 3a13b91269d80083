const CACHE = 'engines'

/** The engine that every device can use: kept from the first visit on. */
const EVERYWHERE = /\/ort-wasm-simd-threaded[.-][\w-]{8}\.wasm$/

/** The big WebAssembly files: but for one, only those that this device really uses are kept. */
export function isEngine(path: string): boolean {
  return path.includes('/_app/immutable/') && /\/(ort-|ffmpeg)[^/]*\.wasm(\.gz)?$/.test(path)
}

export const isEveryonesEngine = (path: string): boolean => EVERYWHERE.test(path)

/** The engine for a graphics card that this browser would load; `hasGpu` is told by a page, which can ask for it. */
export function gpuEngineOf(urls: readonly string[]): string | null {
  const kind = 'Suspending' in WebAssembly ? '.jspi' : '.asyncify'
  return urls.find((url) => isEngine(url) && url.includes(kind)) ?? null
}

/** Answers from the cache; else from the network, kept for next time. Names carry their content's hash. */
export async function keepOnUse(request: Request): Promise<Response> {
  const cache = await caches.open(CACHE)
  const kept = await cache.match(request.url)
  if (kept) return kept
  const response = await fetch(request)
  if (response.ok) {
    await dropOlder(cache, request.url)
    await keep(cache, request.url, response.clone())
  }
  return response
}

/** Where there is no room the engine still has to start: it is fetched again next time. */
async function keep(cache: Cache, url: string, response: Response): Promise<void> {
  try {
    await cache.put(url, response)
  } catch {
    await cache.delete(url)
  }
}

/** Removes earlier builds of the same file: same name, another hash. */
async function dropOlder(cache: Cache, url: string): Promise<void> {
  const nameOf = (address: string) => new URL(address).pathname.replace(/[.-][\w-]{8}\.wasm(\.gz)?$/, '')
  for (const request of await cache.keys()) {
    if (request.url !== url && nameOf(request.url) === nameOf(url)) await cache.delete(request)
  }
}
