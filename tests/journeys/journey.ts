import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { chromium, expect, test as base, type BrowserContext } from '@playwright/test'

interface Profile {
  /** Opens the browser on this journey's own profile; close it and open again to see what outlives it. Another name is another. */
  open(name?: string): Promise<BrowserContext>
}

/** What no page may ever say: an error nobody caught, or something its own policy refused. */
const POLICY = /Content Security Policy|Trusted ?Type|Permissions-Policy/i

/**
 * Journeys run on a profile on disk: in a browser's private window storage lies in memory, and a library outgrows that.
 * `context` and `page` come from it; take `profile` instead to close and reopen the browser. A journey fails when a page
 * throws an error that nobody caught, or breaks the policy it is served with.
 */
export const test = base.extend<{ profile: Profile }>({
  profile: async ({ launchOptions, baseURL, locale, viewport, colorScheme }, use) => {
    const folder = mkdtempSync(join(tmpdir(), 'sfa-journey-'))
    const opened: BrowserContext[] = []
    const wrong: string[] = []
    const open = async (name = 'own') => {
      const context = await chromium.launchPersistentContext(join(folder, name), {
        ...launchOptions,
        ...(baseURL ? { baseURL } : {}),
        ...(locale ? { locale } : {}),
        viewport,
        colorScheme,
        acceptDownloads: true,
      })
      context.on('weberror', (error) => wrong.push(String(error.error())))
      context.on('console', (message) => {
        if (POLICY.test(message.text())) wrong.push(message.text())
      })
      opened.push(context)
      return context
    }
    await use({ open })
    for (const context of opened) await context.close()
    rmSync(folder, { recursive: true, force: true })
    expect(wrong).toEqual([])
  },
  context: async ({ profile }, use) => {
    await use(await profile.open())
  },
})
