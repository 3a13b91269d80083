import type { Tables } from '#lib/platform/storage/rows.ts'
import type { KindRows } from './kind-rows.ts'

/** What was in hand waits again: the job that ended is not the wish. */
async function backToQueue({ enrichmentTasks }: Pick<Tables, 'enrichmentTasks'>): Promise<void> {
  for (const row of await enrichmentTasks.by('status', 'running'))
    await enrichmentTasks.put({ ...row, status: 'queued' })
}

export const enrichRows: KindRows<'enrich'> = {
  undo: (_, tables) => backToQueue(tables),
  fail: (_, _why, tables) => backToQueue(tables),
  revive: async () => true,
  leftovers: async () => [],
}
