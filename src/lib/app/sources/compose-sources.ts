import { onWorkerQuestions } from '#lib/platform/device/worker-questions.ts'
import type { Engines } from '#lib/platform/engines/engines.ts'
import { ProxyClient } from '#lib/platform/net/proxy-client.ts'
import { laterTask } from '#lib/work/later-task.ts'
import type { Task } from '#lib/work/registry.ts'
import { readSettings } from '#lib/work/settings-rows.ts'
import type { Ground } from '../ground.ts'
import { openSpotify } from '../spotify/open-spotify.ts'
import { DownloadsView } from './downloads-view.svelte.ts'
import { EnrichmentView } from './enrichment-view.svelte.ts'
import { laterFinder } from './later-finder.ts'
import { ProxyView } from './proxy-view.svelte.ts'

/** Where the proxy is asked: beside the page, unless a person gave another address. */
export function proxyAddress(setting: string): string {
  const own = setting.trim().replace(/\/+$/, '')
  return own === '' ? `${location.origin}/proxy` : own
}

/** The address that counts now. */
export async function proxyOf({ rows }: Pick<Ground, 'rows'>): Promise<string> {
  return proxyAddress((await rows.read(['settings'], readSettings)).proxyAddress)
}

/** Everything that comes from outside by way of the proxy. */
export function openSources(ground: Ground) {
  const proxy = new ProxyClient(() => proxyOf(ground), ground.patient)
  const enrichment = new EnrichmentView(ground)
  const spotify = openSpotify(ground)
  const catalogue: Pick<ProxyClient, 'meta' | 'cover'> = {
    meta: async (link, signal) => (await spotify.meta(link, signal)) ?? proxy.meta(link, signal),
    cover: (url, signal) => proxy.cover(url, signal),
  }
  const view = new ProxyView({
    proxy,
    watchAddress: (tell) =>
      ground.rows.watch(readSettings, (settings) => tell(proxyAddress(settings.proxyAddress))),
    onThere: () => void enrichment.wake().catch(() => undefined), // The next start wakes it again.
  })
  return {
    proxy,
    /** For programs that ask at `/api/…`. */
    api: { onQuestions: onWorkerQuestions, meta: (link: string) => catalogue.meta(link) },
    tasks: (engines: Engines): Task[] => [
      laterTask('fetch-metadata', async () => {
        const { fetchMetadataTask } = await import('#lib/work/tasks/fetch-metadata.ts')
        return fetchMetadataTask({ ...ground, proxy: catalogue })
      }),
      laterTask('download', async () => {
        const { downloadTask } = await import('#lib/work/tasks/download-track.ts')
        return downloadTask({ ...ground, proxy, importer: engines.importer })
      }),
      laterTask('enrich', async () => {
        const { enrichTask } = await import('#lib/work/tasks/enrich-tracks.ts')
        return enrichTask({ ...ground, proxy })
      }),
    ],
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
