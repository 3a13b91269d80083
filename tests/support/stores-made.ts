import type { Page } from 'playwright'

/** The app makes its stores when it first needs them; opened before that, they would be made without any tables. */
export async function storesMade(page: Page): Promise<void> {
  await page.evaluate(async () => {
    const isThere = async () =>
      (await indexedDB.databases()).some((one) => one.name === 'sfa-bytes' && (one.version ?? 0) >= 10)
    while (!(await isThere())) await new Promise((resolve) => setTimeout(resolve, 50))
    // It is named while its tables are still being made: opening waits for their end.
    const request = indexedDB.open('sfa-bytes')
    await new Promise<void>((resolve, reject) => {
      request.onsuccess = () => resolve(request.result.close())
      request.onerror = () => reject(request.error ?? new Error('no bytes'))
    })
  })
}
