import type { Engines } from '#lib/platform/engines/engines.ts'
import type { ProxyClient } from '#lib/platform/net/proxy-client.ts'
import { laterTask } from '#lib/work/later-task.ts'
import type { Task } from '#lib/work/registry.ts'
import type { Ground } from '../ground.ts'

export interface SourceTools {
  engines: Engines
  proxy: ProxyClient
  /** What links name, a person's own account counted in. */
  catalogue: Pick<ProxyClient, 'meta' | 'cover'>
}

/** What the queue can do with what comes from outside. */
export function sourceTasks(ground: Ground, { engines, proxy, catalogue }: SourceTools): Task[] {
  return [
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
  ]
}
