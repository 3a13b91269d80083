import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { chromium, type Page } from 'playwright'
import { build } from 'vite'
import { BROWSER_ARGS, BROWSER_ENV, findChromium } from '../support/chromium.ts'
import { newProfile } from '../support/drive/browser.ts'
import { ROOT } from '../support/run/command.ts'
import { formatHeaders } from '../support/site/headers-file.ts'
import { contentPolicy } from '../support/site/policy.ts'
import { startSite } from '../support/site/static-site.ts'

export interface OpenLab {
  page: Page
  /** What the page or a worker wrote to the console as an error. */
  errors: string[]
  /** Ends the browser's GPU process, as a driver's crash does. */
  loseGpu(): Promise<void>
  close(): Promise<void>
}

export const SERVED_MODEL = join(ROOT, 'static/models/htdemucs')

/** A production build of the lab page with the app's own worker, engine and content policy. */
async function buildLab(folder: string): Promise<void> {
  await build({
    configFile: false,
    root: join(ROOT, 'tests/parity/lab'),
    base: './',
    logLevel: 'error',
    worker: { format: 'es' },
    build: { outDir: folder, emptyOutDir: true, target: 'esnext', assetsInlineLimit: 0 },
  })
  const shell = readFileSync(join(folder, 'index.html'), 'utf8')
  const headers = {
    'Cross-Origin-Opener-Policy': 'same-origin',
    'Cross-Origin-Embedder-Policy': 'require-corp',
    'Content-Security-Policy': contentPolicy(shell),
  }
  writeFileSync(join(folder, '_headers'), formatHeaders([{ pattern: '/*', headers }]))
}

/** Builds, serves and opens the lab; `data` is laid beside it by name. */
export async function openLab(
  name: string,
  data: Record<string, string>,
  args: readonly string[] = [],
): Promise<OpenLab> {
  const folder = join(ROOT, '.cache', `lab-${name}`)
  rmSync(folder, { recursive: true, force: true })
  await buildLab(folder)
  for (const [to, from] of Object.entries(data)) {
    mkdirSync(join(folder, to, '..'), { recursive: true })
    cpSync(from, join(folder, to), { recursive: true })
  }
  const site = await startSite(folder, 0)
  const profile = newProfile()
  const executablePath = findChromium()
  if (!executablePath) throw new Error('no Chromium found')
  const context = await chromium.launchPersistentContext(profile.folder, {
    executablePath,
    env: BROWSER_ENV,
    args: [...BROWSER_ARGS, ...args],
  })
  const page = context.pages()[0] ?? (await context.newPage())
  const errors: string[] = []
  page.on('console', (message) => {
    if (message.type() === 'error') errors.push(message.text())
  })
  page.on('pageerror', (error) => errors.push(String(error)))
  await page.goto(`${site.url}/index.html`)
  await page.waitForFunction(() => 'lab' in globalThis)
  return {
    page,
    errors,
    async loseGpu() {
      const devtools = await context.browser()?.newBrowserCDPSession()
      await devtools?.send('Browser.crashGpuProcess')
    },
    async close() {
      await context.close()
      profile.remove()
      await site.close()
      if (existsSync(folder)) rmSync(folder, { recursive: true, force: true })
    },
  }
}
