import type { KindRows } from './kind-rows.ts'

/** Files that were made stay, and are offered; what was in hand is swept away. */
export const exportRows: KindRows<'export'> = {
  async undo() {},
  async fail() {},
  async revive({ exportId }, { exports, exportFiles }) {
    if (!(await exports.get(exportId))) return false
    for (const file of await exportFiles.by('exportId', exportId))
      if (file.state === 'failed') await exportFiles.put({ ...file, state: 'waiting', fault: null })
    return true
  },
  leftovers: async () => [],
}
