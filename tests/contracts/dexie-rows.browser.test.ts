import { Dexie } from 'dexie'
import { afterEach } from 'vitest'
import { DexieRows } from '#lib/platform/storage/dexie-rows.ts'
import { examineRowStore } from './row-store.exam.ts'

let opened: { rows: DexieRows; name: string }[] = []

afterEach(async () => {
  for (const { rows } of opened) rows.close()
  for (const { name } of opened) await Dexie.delete(name)
  opened = []
})

examineRowStore('rows in IndexedDB', async () => {
  const name = `exam-rows-${crypto.randomUUID()}`
  const again = async () => {
    const rows = await DexieRows.open(name)
    opened.push({ rows, name })
    return rows
  }
  return { rows: await again(), again }
})
