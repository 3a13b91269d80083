import type { Page } from 'playwright'
import { analysedLibrary } from './seed-analysis.ts'
import type { SampleBytes } from './seed-bytes.ts'
import { busyLibrary, manySongs, type SampleLibrary } from './seed-library.ts'
import { unlikeLibrary } from './seed-unlike.ts'
import { sharedLibrary, SHARE_KEYS } from './sharing/shared-library.ts'

/** A place of the app in one of its states, and how it is come by. */
export interface Walk {
  name: string
  path: string
  library: SampleLibrary | null
  /** What lies in the store of bytes besides. */
  bytes?: readonly SampleBytes[]
  /** What is done before the picture. */
  then?: (page: Page) => Promise<unknown>
}

const busy = busyLibrary()
const analysed = analysedLibrary()
const unlike = unlikeLibrary(busy, 't11')
const shared = await sharedLibrary(busy)
export const WALKS: readonly Walk[] = [
  { name: 'library-empty', path: '/', library: null },
  { name: 'list-preview', path: '/', library: null, then: previewList },
  { name: 'by-hand', path: '/', library: null, then: byHand },
  { name: 'search', path: '/search', library: null },
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
  { name: 'settings-backup', path: '/settings#backup', library: busy },
  { name: 'settings-about', path: '/settings#about', library: busy },
  { name: 'install', path: '/settings#about', library: busy, then: offerInstall },
  { name: 'track', path: '/track/t0', library: busy },
  { name: 'track-plain', path: '/track/t11', library: busy },
  { name: 'unlike', path: '/track/t11', library: unlike },
  { name: 'unlike-match', path: '/track/t11', library: unlike, then: openMatches },
  { name: 'library-analysed', path: '/', library: analysed.library },
  { name: 'library-filter', path: '/', library: analysed.library, then: openFilter },
  { name: 'analysis', path: '/track/t0', ...analysed, then: openAnalysis },
  { name: 'export', path: '/track/t0', ...analysed, then: openExport },
  { name: 'details', path: '/track/t0', ...analysed, then: (page) => openTab(page, 'Details') },
  { name: 'backup', path: '/', library: busy, then: backUpTwo },
  { name: 'export-below', path: '/track/t0', ...analysed, then: openExportBelow },
  { name: 'export-batch', path: '/', library: busy, then: exportTwo },
  { name: 'share', path: '/track/t0', ...shared, then: openShare },
  { name: 'share-below', path: '/track/t0', ...shared, then: openShareBelow },
  { name: 'share-model', path: '/settings#models', ...shared, then: toModelShare },
  { name: 'came-details', path: '/track/t1', ...shared, then: openDetails },
  { name: 'link-cut', path: '/share/#abc', library: null },
  { name: 'link-waiting', path: `/share/#${SHARE_KEYS.nobody}`, library: null },
  { name: 'link-by-hand', path: `/share/#${SHARE_KEYS.nobody}`, library: null, then: connectByHand },
  { name: 'link-coming', path: `/share/#${SHARE_KEYS.coming}`, ...shared },
  { name: 'link-whole', path: `/share/#${SHARE_KEYS.whole}`, ...shared },
  { name: 'link-ended', path: `/share/#${SHARE_KEYS.ended}`, ...shared },
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

async function openTab(page: Page, name: string): Promise<void> {
  await page.getByRole('tab', { name }).click()
}

async function previewList(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Add', exact: true }).first().click()
  await page.getByRole('menuitem', { name: 'Links or a list' }).click()
  await page.getByLabel('Paste or type').fill('The Ones - One\nThe Twos - Two\nwhat a night')
  await page.getByRole('button', { name: 'Look at it' }).click()
  await page.getByRole('tab', { name: 'Songs', exact: true }).waitFor()
}

async function byHand(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Add', exact: true }).first().click()
  await page.getByRole('menuitem', { name: 'A song by hand' }).click()
}

async function backUpTwo(page: Page): Promise<void> {
  await selectTwo(page)
  await page.getByRole('button', { name: 'Back up', exact: true }).click()
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

async function openMatches(page: Page) {
  await page.getByRole('button', { name: 'Choose a match' }).click()
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
