import type { Page } from 'playwright'
import type { Job } from '#lib/core/domain/job.ts'

/** Rows put past the product, as another version of it would have left them; a page sees them when it is loaded next. */
export function plant(page: Page, rows: Record<string, readonly object[]>): Promise<void> {
  return page.evaluate(async (all) => {
    const request = indexedDB.open('sfa')
    const db = await new Promise<IDBDatabase>((resolve, reject) => {
      request.onsuccess = () => resolve(request.result)
      request.onerror = () => reject(request.error ?? new Error('no answer'))
    })
    const transaction = db.transaction(Object.keys(all), 'readwrite')
    for (const [name, some] of Object.entries(all))
      for (const row of some) transaction.objectStore(name).put(row)
    await new Promise((resolve) => transaction.addEventListener('complete', resolve))
    db.close()
  }, rows)
}

/** A live job as it lies in its table. */
export const asStored = (job: Job): object => ({ ...job, liveKey: job.dedupeKey })
