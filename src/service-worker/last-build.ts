const CACHE = 'last-build'
const HASHED = '/_app/immutable/'

/**
 * Keeps the hashed files of the version before, which a tab of it may still ask for; those of older ones go. Runs while this
 * version is installed, before the precache lets go of them.
 */
export async function keepLastBuild(urls: ReadonlySet<string>): Promise<void> {
  const precache = (await caches.keys()).find((name) => name.includes('-precache-'))
  if (precache === undefined) return
  const from = await caches.open(precache)
  const old = (await from.keys()).filter(({ url }) => url.includes(HASHED) && !urls.has(url))
  if (old.length === 0) return
  await caches.delete(CACHE)
  const to = await caches.open(CACHE)
  try {
    for (const request of old) {
      const response = await from.match(request)
      if (response) await to.put(request, response)
    }
  } catch {
    // No room for it: such a tab has to be loaded anew, as it would without this.
    await caches.delete(CACHE)
  }
}

/** A hashed file that is no part of this version: of the last one, or from the network. */
export async function fromLastBuild(request: Request): Promise<Response> {
  const cache = await caches.open(CACHE)
  return (await cache.match(request.url)) ?? fetch(request)
}

export const isHashed = (path: string): boolean => path.startsWith(HASHED)
