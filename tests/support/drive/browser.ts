import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { chromium, type Browser, type BrowserContext, type Page } from 'playwright'
import { BROWSER_ARGS, BROWSER_ENV, findChromium } from '../chromium.ts'

export interface Profile {
  folder: string
  remove(): void
}

/** A browser's own folder, on disk: in a private window storage lies in memory. */
export function newProfile(): Profile {
  const folder = mkdtempSync(join(tmpdir(), 'sfa-profile-'))
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) }
}

export interface Driven {
  page: Page
  context: BrowserContext
  browser: Browser
  close(): Promise<void>
}

// Without these a headless Chromium on Linux shows pages no GPU even where there is one.
const WITH_GPU = [
  '--enable-unsafe-webgpu',
  '--enable-features=Vulkan',
  '--use-angle=vulkan',
  '--ignore-gpu-blocklist',
]
const WITHOUT_GPU = ['--disable-gpu']

/** A headless Chromium on `folder` with its one page; throws a line that says how to get a Chromium. */
export async function drive(folder: string, gpu: boolean): Promise<Driven> {
  const executablePath = findChromium()
  if (!executablePath) throw new Error('no Chromium found: run "npx playwright install --with-deps chromium"')
  const context = await chromium.launchPersistentContext(folder, {
    executablePath,
    env: BROWSER_ENV,
    args: [...BROWSER_ARGS, ...(gpu ? WITH_GPU : WITHOUT_GPU)],
  })
  const browser = context.browser()
  if (!browser) throw new Error('the browser gave no handle of itself')
  const page = context.pages()[0] ?? (await context.newPage())
  return { page, context, browser, close: () => context.close() }
}
