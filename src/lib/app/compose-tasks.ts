import { mayWrite } from '#lib/platform/files/save-folder.ts'
import { browserRoom } from '#lib/platform/device/storage-room.ts'
import type { Engines } from '#lib/platform/engines/engines.ts'
import type { ProxyClient } from '#lib/platform/net/proxy-client.ts'
import { laterTask } from '#lib/work/later-task.ts'
import { insertStemsAnalysis } from '#lib/work/queue/new-analysis.ts'
import type { Task } from '#lib/work/registry.ts'
import { CARDS } from '#models/cards.ts'
import type { Saver } from './exports/saver.ts'
import type { Ground } from './ground.ts'
import type { NearPlayhead } from './near-playhead.ts'
import { proxyOf } from './sources/proxy-address.ts'

export interface TaskTools {
  engines: Engines
  near: NearPlayhead
  saver: Saver
  proxy: ProxyClient
}

/**
 * What the queue can do with what is on this device, one task a kind of job. The code of each is fetched by its first job:
 * a page that only looks at its library needs none.
 */
export function tasksOf(ground: Ground, { engines, near, saver, proxy }: TaskTools): Task[] {
  const cardOf = (id: string) => CARDS.find((card) => card.id === id) ?? null
  return [
    laterTask('prepare', async () => {
      const { prepareTask } = await import('#lib/work/tasks/prepare-track.ts')
      return prepareTask({ ...ground, importer: engines.importer, room: browserRoom })
    }),
    laterTask('get-model', async () => {
      const { getModelTask } = await import('#lib/work/tasks/get-model.ts')
      const { fetchPart } = await import('#lib/platform/net/fetch-part.ts')
      const addressOf = (path: string) => new URL(`/${path}`, location.origin).href
      return getModelTask({ ...ground, cardOf, addressOf, fetchPart, room: browserRoom })
    }),
    laterTask('analyse', async () => {
      const { analyseTrackTask } = await import('#lib/work/tasks/analyse-track.ts')
      const { comparePreview } = await import('#lib/work/downloads/compare-preview.ts')
      const { analysis: engine, importer } = engines
      return analyseTrackTask({
        ...ground,
        engine,
        compare: (context, trackId) =>
          comparePreview({ ...ground, proxy, importer, engine }, context, trackId),
      })
    }),
    exportTask(ground, engines, saver),
    laterTask('separate', async () => {
      const { separateTrackTask } = await import('#lib/work/tasks/separate-track.ts')
      return separateTrackTask({
        ...ground,
        cardOf,
        room: browserRoom,
        engine: engines.separation,
        nearOf: (id) => near.of(id),
        onWhole: (tables, id) =>
          insertStemsAnalysis(tables, id, { now: ground.clock.now(), newId: ground.newId }),
      })
    }),
    laterTask('deliver-hook', async () => {
      const { deliverHookTask } = await import('#lib/work/tasks/deliver-hook.ts')
      const { sendHook, signature } = await import('#lib/platform/net/send-hook.ts')
      return deliverHookTask({ ...ground, sendHook, signature, proxy: () => proxyOf(ground) })
    }),
  ]
}

function exportTask(ground: Ground, engines: Engines, saver: Saver): Task {
  return laterTask('export', async () => {
    const { exportSongsTask } = await import('#lib/work/tasks/export-songs.ts')
    return exportSongsTask({
      ...ground,
      renderer: engines.renderer,
      async intoFolder(row, files, signal) {
        if (!row.folder || !(await mayWrite(row.folder, false))) return false
        return (await saver.intoFolder(row, files, signal)).ok
      },
    })
  })
}
