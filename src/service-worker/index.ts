import { cleanupOutdatedCaches, createHandlerBoundToURL, precacheAndRoute } from 'workbox-precaching'
import { NavigationRoute, registerRoute } from 'workbox-routing'
import { build, files, version } from '$service-worker'
import { DexieBlobs } from '#lib/platform/blobs/dexie-blobs.ts'
import { isEngine, keepOnUse } from './engines.ts'
import { serveFile } from './files/serve-files.ts'
import { readSong } from './files/song-rows.ts'

declare const self: ServiceWorkerGlobalScope

/** The shell that answers every page address; its own address never changes, so the version tells it apart. */
const SHELL = '/200.html'

/** The same page, served without the isolation that would cut it off from who opened it: it is kept apart. */
const DOOR = '/door'

/** Served by the site but not part of the app: the models have their own manager and their own store. */
const isAppFile = (path: string) =>
  !path.startsWith('/models/') && !path.startsWith('/_') && !path.startsWith('/readme-')

precacheAndRoute([
  { url: SHELL, revision: version },
  { url: DOOR, revision: version },
  ...build.filter((path) => !isEngine(path)).map((url) => ({ url, revision: null })),
  ...files.filter(isAppFile).map((url) => ({ url, revision: version })),
])
cleanupOutdatedCaches()

registerRoute(new NavigationRoute(createHandlerBoundToURL(SHELL), { denylist: [/^\/door$/, /^\/files\//] }))
registerRoute(({ url, sameOrigin }) => sameOrigin && isEngine(url.pathname), keepOnUse)

const blobs = new DexieBlobs()
for (const method of ['GET', 'HEAD'] as const) {
  registerRoute(
    ({ url, sameOrigin }) => sameOrigin && url.pathname.startsWith('/files/'),
    ({ request }) => serveFile(request, { readSong, blobs }),
    method,
  )
}

self.addEventListener('message', (event) => {
  if ((event.data as { type?: unknown } | null)?.type === 'SKIP_WAITING') void self.skipWaiting()
})

// A first visit is served by this worker at once, so that going offline right after it already works.
self.addEventListener('activate', (event) => event.waitUntil(self.clients.claim()))
