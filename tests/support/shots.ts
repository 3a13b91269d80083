import { mkdirSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { chromium, type Browser } from 'playwright'
import { BROWSER_ARGS, findChromium } from './chromium.ts'
import { holdQueue, seed } from './seed-library.ts'
import { startSite } from './site/static-site.ts'
import { WALKS, type Walk } from './walks.ts'

// `node tests/support/shots.ts [folder] [word] [locale]`: pictures of every place of the build, in both themes and sizes, empty
// and filled, to be looked at. With a word, only those whose name holds it. In another language than English, only places
// that are there at once: what is pressed is found by its English name.
const folder = resolve(process.argv[2] ?? 'test-results/shots')
const word = process.argv[3] ?? ''
const locale = process.argv[4] ?? 'en-GB'

const SIZES = [
  { name: 'wide', width: 1440, height: 900 },
  { name: 'phone', width: 390, height: 844 },
] as const
const THEMES = ['dark', 'light'] as const

async function shoot(
  browser: Browser,
  url: string,
  walk: Walk,
  theme: 'dark' | 'light',
  size: (typeof SIZES)[number],
) {
  const phone = size.name === 'phone'
  const { width, height } = size
  const context = await browser.newContext({
    viewport: { width, height },
    colorScheme: theme,
    locale,
    isMobile: phone,
    hasTouch: phone,
    serviceWorkers: 'block',
  })
  const page = await context.newPage()
  const name = `${walk.name}-${theme}-${size.name}`
  page.on('pageerror', (error) => console.log(`${name}: ${error.message}`))
  page.on('console', (line) => {
    if (line.type() === 'error' && walk.name !== 'nowhere') console.log(`${name}: ${line.text()}`)
  })
  await page.goto(url + (walk.library ? '/' : walk.path))
  await page.getByRole('navigation').first().waitFor()
  if (walk.library) {
    await holdQueue(page)
    await seed(page, walk.library, walk.bytes)
    await page.goto(url + walk.path)
    await page.reload()
    await page.getByRole('navigation').first().waitFor()
  }
  await page.waitForTimeout(400)
  await walk.then?.(page)
  await page.waitForTimeout(500)
  await page.screenshot({ path: join(folder, `${name}.png`) })
  await context.close()
}

mkdirSync(folder, { recursive: true })
const site = await startSite(join(import.meta.dirname, '../../build'), 0)
const executablePath = findChromium()
const browser = await chromium.launch({ args: BROWSER_ARGS, ...(executablePath ? { executablePath } : {}) })
try {
  for (const walk of WALKS) {
    for (const theme of THEMES) {
      for (const size of SIZES) {
        const isAsked = `${walk.name}-${theme}-${size.name}`.includes(word)
        if (isAsked && (locale.startsWith('en') || !walk.then))
          await shoot(browser, site.url, walk, theme, size)
      }
    }
  }
} finally {
  await browser.close()
  await site.close()
}
