import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { chromium, type BrowserContext, type Page } from '@playwright/test'
import { createNodeProxy } from '#proxy/node/node-proxy.ts'
import { BROWSER_ARGS, findChromium } from '../support/chromium.ts'
import { startSite } from '../support/site/static-site.ts'
import { storesMade } from '../support/stores-made.ts'
import { seedSong } from './shared-song.ts'

const BUILD = join(import.meta.dirname, '../../build')

/** The build, and where `relay` says so the real proxy beside it, whose whole log is kept to be looked at. */
export async function shareSite(relay: boolean) {
  const lines: string[] = []
  const write = (line: string) => void lines.push(line)
  const proxy = createNodeProxy({ env: { LOG_LEVEL: 'debug' }, loopback: true, write })
  const mount = { prefix: '/proxy', listener: proxy.listener, upgrade: proxy.upgrade }
  const site = await (relay ? startSite(BUILD, 0, mount) : startSite(BUILD, 0))
  let open = true
  return {
    url: site.url,
    lines,
    async close() {
      if (!open) return
      open = false
      proxy.close()
      await site.close()
    },
  }
}

/** Another browser, in a process of its own: what passes between the two passes over the network of this machine. */
export async function otherBrowser(): Promise<{
  context: BrowserContext
  page: Page
  close(): Promise<void>
}> {
  const folder = mkdtempSync(join(tmpdir(), 'sfa-other-'))
  const executablePath = findChromium()
  const context = await chromium.launchPersistentContext(folder, {
    args: BROWSER_ARGS,
    ...(executablePath ? { executablePath } : {}),
    locale: 'en-GB',
  })
  const page = context.pages()[0] ?? (await context.newPage())
  return {
    context,
    page,
    async close() {
      await context.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** Puts a song with stems into the sender's library, and opens its Share tab. */
export async function openShareTab(sender: Page, url: string, seconds: number): Promise<void> {
  await sender.goto(url)
  await sender.waitForFunction(() => globalThis.sfa)
  await storesMade(sender)
  // A page without the app: at its start the app clears bytes away that no row speaks of yet.
  await sender.goto(`${url}/favicon.svg`)
  await seedSong(sender, 'song', seconds)
  await toShareTab(sender, url)
  await sender.getByLabel('Your name, as they see it').fill('Ada Lind')
}

export async function toShareTab(sender: Page, url: string): Promise<void> {
  await sender.goto(`${url}/track/song`)
  await sender.getByRole('tab', { name: 'Share' }).click()
}

/** The newest link on top of the list. */
export async function makeLink(sender: Page): Promise<string> {
  const links = sender.getByLabel(/^Link to/)
  const before = await links.count()
  await sender.getByRole('button', { name: 'Make a link' }).click()
  await links.nth(before).waitFor()
  return links.first().inputValue()
}

/** All that a page says to the relay and hears from it, as it goes by. */
export function overheard(page: Page): string[] {
  const words: string[] = []
  page.on('websocket', (socket) => {
    socket.on('framesent', ({ payload }) => words.push(String(payload)))
    socket.on('framereceived', ({ payload }) => words.push(String(payload)))
  })
  return words
}
