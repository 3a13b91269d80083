import { Dexie } from 'dexie'
import { afterEach } from 'vitest'
import { DexieRows } from '#lib/platform/storage/dexie-rows.ts'
import { examineServices } from './services.exam.ts'

let opened: { rows: DexieRows; name: string }[] = []

afterEach(async () => {
  for (const { rows } of opened) rows.close()
  for (const { name } of opened) await Dexie.delete(name)
  opened = []
})

examineServices('services over rows in IndexedDB', async () => {
  const name = `exam-services-${crypto.randomUUID()}`
  const again = async () => {
    const rows = await DexieRows.open(name)
    opened.push({ rows, name })
    return rows
  }
  return { rows: await again(), again }
})
