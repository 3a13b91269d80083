import { expect, type Page } from '@playwright/test'

/** Waits until the page has opened its door for programs; what is asked of it earlier would do nothing. */
export async function opened(page: Page): Promise<void> {
  await page.waitForFunction(() => globalThis.sfa !== undefined)
}

/** Adds what a text says, through the door. */
export async function add(page: Page, text: string) {
  await opened(page)
  return page.evaluate((words) => globalThis.sfa?.add(words), text)
}

/** For journeys that are not about stems: the switch is off, and stays so on the next page. */
export async function withoutStems(page: Page): Promise<void> {
  await page.goto('/settings#separation')
  await page.getByRole('switch', { name: 'Separate songs as soon as they are added' }).click()
  await expect.poll(() => page.evaluate(stored, 'autoSeparate')).toBe(false)
}

function stored(key: string): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const opening = indexedDB.open('sfa')
    opening.onerror = () => reject(opening.error)
    opening.onsuccess = () => {
      const db = opening.result
      const asked = db.transaction('settings').objectStore('settings').get(key)
      asked.onsuccess = () => {
        db.close()
        resolve((asked.result as { value: unknown } | undefined)?.value)
      }
      asked.onerror = () => reject(asked.error)
    }
  })
}
