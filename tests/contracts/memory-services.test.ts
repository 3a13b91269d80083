import { MemoryDisk, MemoryRows } from '#lib/platform/storage/memory-rows.ts'
import { examineServices } from './services.exam.ts'

examineServices('services over rows in memory', async () => {
  const disk = new MemoryDisk()
  return { rows: new MemoryRows(disk), again: async () => new MemoryRows(disk) }
})
