import { onWorkerQuestions } from '#lib/platform/device/worker-questions.ts'
import type { ProxyClient } from '#lib/platform/net/proxy-client.ts'
import { readSettings } from '#lib/work/settings-rows.ts'
import type { Ground } from '../ground.ts'
import { openSpotify } from '../spotify/open-spotify.ts'
import { DownloadsView } from './downloads-view.svelte.ts'
import { EnrichmentView } from './enrichment-view.svelte.ts'
import { laterFinder } from './later-finder.ts'
import { laterProxy } from './later-proxy.ts'
import { proxyAddress } from './proxy-address.ts'
import { ProxyView } from './proxy-view.svelte.ts'

/** By then the page is drawn, in ms: nobody needs the proxy before. */
const DRAWN_MS = 60

/** Everything that comes from outside by way of the proxy. */
export function openSources(ground: Ground, client: () => Promise<ProxyClient>) {
  const proxy = laterProxy(client)
  const enrichment = new EnrichmentView(ground)
  const spotify = openSpotify(ground)
  const catalogue: Pick<ProxyClient, 'meta' | 'cover'> = {
    meta: async (link, signal) => (await spotify.meta(link, signal)) ?? proxy.meta(link, signal),
    cover: (url, signal) => proxy.cover(url, signal),
  }
  const view = new ProxyView({
    proxy,
    watchAddress: (tell) => watchAddress(ground, tell),
    onThere: () => void enrichment.wake().catch(() => undefined), // The next start wakes it again.
  })
  return {
    catalogue,
    /** For programs that ask at `/api/…`. */
    api: { onQuestions: onWorkerQuestions, meta: (link: string) => catalogue.meta(link) },
    rooms: {
      proxy: view,
      enrichment,
      spotify: spotify.view,
      downloads: new DownloadsView({ ...ground, proxy }),
    },
    finder: laterFinder(async () => {
      const { CatalogueFinder } = await import('./finder.ts')
      return new CatalogueFinder({ ...ground, proxy })
    }),
  }
}

function watchAddress({ rows, clock }: Ground, tell: (address: string) => void): () => void {
  let stop: () => void = () => undefined
  const stopTimer = clock.after(DRAWN_MS, () => {
    stop = rows.watch(readSettings, (settings) => tell(proxyAddress(settings.proxyAddress)))
  })
  return () => {
    stopTimer()
    stop()
  }
}
