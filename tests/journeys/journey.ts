import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { chromium, test as base, type BrowserContext } from '@playwright/test'

interface Profile {
  /** Opens the browser on this journey's own profile; close it and open again to see what outlives it. */
  open(): Promise<BrowserContext>
}

/**
 * Journeys run on a profile on disk: in a browser's private window storage lies in memory, and a library outgrows that.
 * `context` and `page` come from it; take `profile` instead to close and reopen the browser.
 */
export const test = base.extend<{ profile: Profile }>({
  profile: async ({ launchOptions, baseURL, locale, viewport, colorScheme }, use) => {
    const folder = mkdtempSync(join(tmpdir(), 'sfa-journey-'))
    const opened: BrowserContext[] = []
    const open = async () => {
      const context = await chromium.launchPersistentContext(folder, {
        ...launchOptions,
        ...(baseURL ? { baseURL } : {}),
        ...(locale ? { locale } : {}),
        viewport,
        colorScheme,
      })
      opened.push(context)
      return context
    }
    await use({ open })
    for (const context of opened) await context.close()
    rmSync(folder, { recursive: true, force: true })
  },
  context: async ({ profile }, use) => {
    await use(await profile.open())
  },
})
