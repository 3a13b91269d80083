import { mkdirSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { chromium, type Browser, type Page } from 'playwright'
import { BROWSER_ARGS, findChromium } from './chromium.ts'
import { analysedLibrary, seedBytes } from './seed-analysis.ts'
import { busyLibrary, holdQueue, manySongs, seed, type SampleLibrary } from './seed-library.ts'
import { sharedLibrary, SHARE_KEYS } from './sharing/shared-library.ts'
import { startSite } from './site/static-site.ts'

// `node tests/support/shots.ts [folder] [word]`: pictures of every place of the build, in both themes and sizes, empty
// and filled, to be looked at. With a word, only those whose name holds it.
const folder = resolve(process.argv[2] ?? 'test-results/shots')
const word = process.argv[3] ?? ''

const SIZES = [
  { name: 'wide', width: 1440, height: 900 },
  { name: 'phone', width: 390, height: 844 },
] as const
const THEMES = ['dark', 'light'] as const

interface Walk {
  name: string
  path: string
  library: SampleLibrary | null
  /** What lies in the store of bytes besides. */
  bytes?: Parameters<typeof seedBytes>[1]
  /** What is done before the picture. */
  then?: (page: Page) => Promise<unknown>
}

const busy = busyLibrary()
const analysed = analysedLibrary()
const shared = await sharedLibrary(busy)
const WALKS: readonly Walk[] = [
  { name: 'library-empty', path: '/', library: null },
  { name: 'library', path: '/', library: busy },
  { name: 'library-many', path: '/', library: manySongs(2000) },
  { name: 'queue-empty', path: '/queue', library: null },
  { name: 'queue', path: '/queue', library: busy },
  { name: 'queue-kinds', path: '/queue', library: busy, then: byKind },
  { name: 'queue-menu', path: '/queue', library: busy, then: (page) => openMore(page, 'Night Bus EP') },
  { name: 'queue-schedule', path: '/queue', library: busy, then: openSchedule },
  { name: 'queue-statistics', path: '/queue', library: busy, then: openStatistics },
  { name: 'queue-held', path: '/queue', library: busy, then: holdAll },
  { name: 'diagnostics', path: '/diagnostics', library: busy },
  { name: 'diagnostics-log', path: '/diagnostics', library: busy, then: toLog },
  { name: 'connections', path: '/settings#connections', library: busy },
  { name: 'webhook', path: '/settings#connections', library: busy, then: addWebhook },
  { name: 'limits', path: '/settings#work', library: busy },
  { name: 'settings', path: '/settings', library: busy },
  { name: 'settings-storage', path: '/settings#storage', library: busy },
  { name: 'settings-about', path: '/settings#about', library: busy },
  { name: 'install', path: '/settings#about', library: busy, then: offerInstall },
  { name: 'track', path: '/track/t0', library: busy },
  { name: 'track-plain', path: '/track/t11', library: busy },
  { name: 'library-analysed', path: '/', library: analysed.library },
  { name: 'library-filter', path: '/', library: analysed.library, then: openFilter },
  { name: 'analysis', path: '/track/t0', ...analysed, then: openAnalysis },
  { name: 'export', path: '/track/t0', ...analysed, then: openExport },
  { name: 'export-below', path: '/track/t0', ...analysed, then: openExportBelow },
  { name: 'export-batch', path: '/', library: busy, then: exportTwo },
  { name: 'share', path: '/track/t0', library: shared, then: openShare },
  { name: 'share-below', path: '/track/t0', library: shared, then: openShareBelow },
  { name: 'share-model', path: '/settings#models', library: shared, then: toModelShare },
  { name: 'came-details', path: '/track/t1', library: shared, then: openDetails },
  { name: 'link-cut', path: '/share/#abc', library: null },
  { name: 'link-waiting', path: `/share/#${SHARE_KEYS.nobody}`, library: null },
  { name: 'link-by-hand', path: `/share/#${SHARE_KEYS.nobody}`, library: null, then: connectByHand },
  { name: 'link-coming', path: `/share/#${SHARE_KEYS.coming}`, library: shared },
  { name: 'link-whole', path: `/share/#${SHARE_KEYS.whole}`, library: shared },
  { name: 'link-ended', path: `/share/#${SHARE_KEYS.ended}`, library: shared },
  { name: 'settings-analysis', path: '/settings#analysis', library: busy },
  { name: 'nowhere', path: '/nowhere', library: busy },
  { name: 'palette', path: '/', library: busy, then: (page) => page.keyboard.press('Control+k') },
  { name: 'keys', path: '/', library: busy, then: (page) => page.keyboard.press('?') },
  { name: 'menu', path: '/', library: busy, then: (page) => page.getByLabel('More for Night Bus').click() },
  { name: 'edit', path: '/', library: busy, then: openEditor },
  { name: 'select', path: '/', library: busy, then: selectTwo },
  { name: 'undo', path: '/', library: busy, then: removeOne },
]

/** What Chromium says of itself only where it would install. */
function offerInstall(page: Page): Promise<void> {
  return page.evaluate(() => {
    const offer = Object.assign(new Event('beforeinstallprompt'), {
      prompt: async () => undefined,
      userChoice: Promise.resolve({ outcome: 'dismissed' }),
    })
    dispatchEvent(offer)
    document.querySelector('#about')?.scrollIntoView()
  })
}

function byKind(page: Page): Promise<void> {
  return page.getByRole('radio', { name: 'Kind', exact: true }).click()
}

function holdAll(page: Page): Promise<void> {
  return page.getByRole('button', { name: 'Hold everything' }).click()
}

function openStatistics(page: Page): Promise<void> {
  return page.getByRole('tab', { name: 'Statistics' }).click()
}

function openMore(page: Page, name: string): Promise<void> {
  return page
    .getByRole('button', { name: `More for ${name}` })
    .first()
    .click()
}

function toLog(page: Page): Promise<void> {
  return page.getByRole('heading', { name: 'Log' }).scrollIntoViewIfNeeded()
}

async function openSchedule(page: Page): Promise<void> {
  await openMore(page, 'Night Bus EP')
  await page.getByRole('menuitem', { name: 'When may they run' }).click()
}

async function addWebhook(page: Page): Promise<void> {
  await page.locator('#connections').getByRole('button', { name: 'Add' }).click()
}

async function openAnalysis(page: Page): Promise<void> {
  await page.getByRole('tab', { name: 'Analysis' }).click()
  await page.getByRole('heading', { name: 'Beats and form' }).waitFor()
  await page.waitForTimeout(800)
}

async function openExport(page: Page): Promise<void> {
  await page.getByRole('tab', { name: 'Export' }).click()
  await page.getByRole('heading', { name: 'Formats' }).waitFor()
}

async function openExportBelow(page: Page): Promise<void> {
  await openExport(page)
  await page.getByRole('button', { name: /^Minus one/ }).click()
  await page.getByRole('switch', { name: 'Cut silence at both ends' }).click()
  await page.getByRole('heading', { name: 'Processing' }).evaluate((heading) => heading.scrollIntoView())
}

async function openShare(page: Page): Promise<void> {
  await page.getByRole('tab', { name: 'Share' }).click()
  await page.getByRole('heading', { name: 'Share this song' }).waitFor()
}

async function openShareBelow(page: Page): Promise<void> {
  await openShare(page)
  await page.getByRole('button', { name: 'QR code' }).first().click()
  await page
    .getByRole('heading', { name: 'Shares of this song' })
    .evaluate((heading) => heading.scrollIntoView())
}

function toModelShare(page: Page): Promise<void> {
  return page
    .getByRole('button', { name: /^Share HTDemucs/ })
    .first()
    .scrollIntoViewIfNeeded()
}

function openDetails(page: Page): Promise<void> {
  return page.getByRole('tab', { name: 'Details' }).click()
}

async function connectByHand(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Connect by hand' }).click()
  await page.getByRole('img').first().waitFor()
}

async function exportTwo(page: Page): Promise<void> {
  await selectTwo(page)
  await page.getByRole('button', { name: 'Export', exact: true }).click()
}

async function openFilter(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Filter by tempo and key' }).click()
  await page.getByLabel('BPM from').fill('118')
}

async function openEditor(page: Page): Promise<void> {
  await page.getByLabel('More for Night Bus').click()
  await page.getByRole('menuitem', { name: 'Edit details' }).click()
}

async function selectTwo(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Select songs' }).click()
  for (const name of ['Night Bus', 'Slow Glass']) await page.getByRole('checkbox', { name }).click()
}

async function removeOne(page: Page): Promise<void> {
  await page.getByLabel('More for Night Bus').click()
  await page.getByRole('menuitem', { name: 'Remove' }).click()
}

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
  await page.getByRole('navigation', { name: 'Places' }).waitFor()
  if (walk.library) {
    await holdQueue(page)
    await seed(page, walk.library)
    if (walk.bytes) await seedBytes(page, walk.bytes)
    await page.goto(url + walk.path)
    await page.reload()
    await page.getByRole('navigation', { name: 'Places' }).waitFor()
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
        if (`${walk.name}-${theme}-${size.name}`.includes(word))
          await shoot(browser, site.url, walk, theme, size)
      }
    }
  }
} finally {
  await browser.close()
  await site.close()
}
