import { MemoryDisk, MemoryRows } from '#lib/platform/storage/memory-rows.ts'
import { examineRowStore } from './row-store.exam.ts'

examineRowStore('rows in memory', async () => {
  const disk = new MemoryDisk()
  return { rows: new MemoryRows(disk), again: async () => new MemoryRows(disk) }
})
