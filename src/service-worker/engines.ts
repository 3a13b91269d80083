const CACHE = 'engines'

/** The big WebAssembly files: only those that this device really uses are kept, from their first use on. */
export function isEngine(path: string): boolean {
  return path.includes('/_app/immutable/') && path.endsWith('.wasm') && /ort-|ffmpeg/.test(path)
}

/** Answers from the cache; else from the network, kept for next time. Names carry their content's hash. */
export async function keepOnUse({ request }: { request: Request }): Promise<Response> {
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
  const nameOf = (address: string) => new URL(address).pathname.replace(/[.-][\w-]{8}\.wasm$/, '')
  for (const request of await cache.keys()) {
    if (request.url !== url && nameOf(request.url) === nameOf(url)) await cache.delete(request)
  }
}
