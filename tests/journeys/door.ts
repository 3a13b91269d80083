import type { Page } from '@playwright/test'
import { manySongs, seed } from '../support/seed-library.ts'

/** Waits until the page has opened its door for programs; what is asked of it earlier would do nothing. */
export async function opened(page: Page): Promise<void> {
  await page.waitForFunction(() => globalThis.sfa !== undefined)
}

/** Adds what a text says, through the door. */
export async function add(page: Page, text: string) {
  await opened(page)
  return page.evaluate((words) => globalThis.sfa?.add(words), text)
}

/** For journeys that are not about stems: none are made unasked. */
export async function withoutStems(page: Page): Promise<void> {
  await page.goto('/')
  await opened(page)
  await seed(page, { ...manySongs(0), settings: [{ key: 'autoSeparate', value: false }] })
}

/** For journeys that are about the song alone: nothing is done with it unasked. */
export async function withoutWork(page: Page): Promise<void> {
  await withoutStems(page)
  await seed(page, { ...manySongs(0), settings: [{ key: 'autoAnalyse', value: 'off' }] })
}

/** All rows of a table of the page's library, as they lie. */
export function rowsIn<T>(page: Page, table: string): Promise<T[]> {
  return page.evaluate(
    (name) =>
      new Promise<T[]>((resolve, reject) => {
        const opening = indexedDB.open('sfa')
        opening.onerror = () => reject(opening.error)
        opening.onsuccess = () => {
          const db = opening.result
          const asked = db.transaction(name).objectStore(name).getAll()
          asked.onsuccess = () => {
            db.close()
            resolve(asked.result as T[])
          }
          asked.onerror = () => reject(asked.error)
        }
      }),
    table,
  )
}
