import {
  addPlugins,
  cleanupOutdatedCaches,
  createHandlerBoundToURL,
  getCacheKeyForURL,
  precacheAndRoute,
} from 'workbox-precaching'
import { NavigationRoute, registerRoute } from 'workbox-routing'
import { API_PREFIX } from '#lib/core/channel/api.ts'
import { DexieBlobs } from '#lib/platform/blobs/dexie-blobs.ts'
import { answerApi } from './api/ask-page.ts'
import { complete, isRight } from './complete.ts'
import { engineStore } from './engine-store.ts'
import { gpuEngineOf, isEngine, isEveryonesEngine } from './engines.ts'
import { serveFile } from './files/serve-files.ts'
import { readSong } from './files/song-rows.ts'
import { fromLastBuild, isHashed, keepLastBuild } from './last-build.ts'
import { takeShared } from './take-shared.ts'
import { told } from './told.ts'

declare const self: ServiceWorkerGlobalScope

/** The shell that answers every page address. */
const SHELL = '/200.html'

const kept = told.files.filter(({ url }) => !isEngine(url) || isEveryonesEngine(url))

addPlugins([
  {
    cacheWillUpdate: async ({ request, response }) => {
      const { pathname } = new URL(request.url)
      return isRight(response, pathname) ? complete(response, pathname, told.headers) : null
    },
  },
])
precacheAndRoute([...kept])
cleanupOutdatedCaches()

if (getCacheKeyForURL(SHELL))
  registerRoute(
    new NavigationRoute(createHandlerBoundToURL(SHELL), {
      denylist: [/^\/door$/, /^\/files\//, /^\/proxy\//, /^\/api\//],
    }),
  )

const engines = engineStore()
registerRoute(({ url, sameOrigin }) => sameOrigin && isEngine(url.pathname), engines)
registerRoute(
  ({ url, sameOrigin }) => sameOrigin && isHashed(url.pathname),
  ({ request }) => fromLastBuild(request),
)

const blobs = new DexieBlobs()
for (const method of ['GET', 'HEAD'] as const) {
  registerRoute(
    ({ url, sameOrigin }) => sameOrigin && url.pathname.startsWith('/files/'),
    ({ request }) => serveFile(request, { readSong, blobs }),
    method,
  )
}

/** Pages of the app, the one that asks first, then those in sight. */
async function pagesFor(event: ExtendableEvent): Promise<WindowClient[]> {
  const pages = [...(await self.clients.matchAll({ type: 'window' }))]
  const rank = ({ id, visibilityState }: WindowClient) =>
    event instanceof FetchEvent && event.clientId === id ? 0 : visibilityState === 'visible' ? 1 : 2
  return pages.toSorted((a, b) => rank(a) - rank(b))
}
for (const method of ['GET', 'POST'] as const) {
  registerRoute(
    ({ url, sameOrigin }) => sameOrigin && url.pathname.startsWith(API_PREFIX),
    ({ request, event }) => answerApi(request, () => pagesFor(event)),
    method,
  )
}

registerRoute(
  ({ url, sameOrigin }) => sameOrigin && url.pathname === '/share',
  ({ request }) => takeShared(request, () => crypto.randomUUID()),
  'POST',
)

self.addEventListener('install', (event) => {
  const urls = new Set(kept.map(({ url }) => new URL(url, location.href).href))
  event.waitUntil(keepLastBuild(urls))
})

self.addEventListener('message', (event) => {
  const { type } = (event.data ?? {}) as { type?: unknown }
  if (type === 'SKIP_WAITING') void self.skipWaiting()
  const engine = type === 'KEEP_GPU_ENGINE' ? gpuEngineOf(told.files.map(({ url }) => url)) : null
  // Without a network there is no engine to keep, and the next page asks again.
  if (engine) event.waitUntil(engines.handle({ request: new Request(engine), event }).catch(() => undefined))
})

// A first visit is served by this worker at once, so that going offline right after it already works.
self.addEventListener('activate', (event) => event.waitUntil(self.clients.claim()))
