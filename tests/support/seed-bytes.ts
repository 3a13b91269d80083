import type { Page } from 'playwright'
import { storesMade } from './stores-made.ts'

export interface SampleBytes {
  key: string
  bytes: Uint8Array
}

/** One message to the browser carries at most about this much. */
const BATCH_BYTES = 4_000_000

/** Puts bytes where a page of the app has opened its store. */
export async function seedBytes(page: Page, all: readonly SampleBytes[]): Promise<void> {
  if (all.length === 0) return
  await storesMade(page)
  for (const batch of batches(all)) await putBytes(page, batch)
}

function* batches(all: readonly SampleBytes[]): Generator<SampleBytes[]> {
  let batch: SampleBytes[] = []
  let weight = 0
  for (const one of all) {
    batch.push(one)
    weight += one.bytes.length
    if (weight < BATCH_BYTES) continue
    yield batch
    batch = []
    weight = 0
  }
  if (batch.length > 0) yield batch
}

async function putBytes(page: Page, all: readonly SampleBytes[]): Promise<void> {
  const rows = all.map(({ key, bytes }) => ({ key, bytes: Buffer.from(bytes).toString('base64') }))
  await page.evaluate(
    (entries) =>
      new Promise<void>((resolve, reject) => {
        const opening = indexedDB.open('sfa-bytes')
        opening.onerror = () => reject(opening.error)
        opening.onsuccess = () => {
          const db = opening.result
          const transaction = db.transaction(['bytes', 'sizes'], 'readwrite')
          for (const { key, bytes } of entries) {
            const raw = Uint8Array.from(atob(bytes), (sign) => sign.charCodeAt(0))
            transaction.objectStore('bytes').put({ key, bytes: new Blob([raw]) })
            transaction.objectStore('sizes').put({ key, size: raw.length })
          }
          transaction.oncomplete = () => {
            db.close()
            resolve()
          }
          transaction.onerror = () => reject(transaction.error)
        }
      }),
    rows,
  )
}
