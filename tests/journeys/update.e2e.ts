import { expect, type Page } from '@playwright/test'
import { Deploys } from '../support/site/deploys.ts'
import { startSite, type Site } from '../support/site/static-site.ts'
import { test } from './journey.ts'
import { songFile } from './song-file.ts'

const LONG = 2 * 60_000

const deploys = new Deploys()
let site: Site

test.beforeAll(async () => {
  site = await startSite(deploys.first(), 0)
})

test.afterAll(async () => {
  await site.close()
  deploys.remove()
})

/** Another version at the same address. */
async function deploy(folder: string): Promise<void> {
  const { port } = new URL(site.url)
  await site.close()
  site = await startSite(folder, Number(port))
}

const look = (page: Page) =>
  page.evaluate(async () => {
    const registration = await navigator.serviceWorker.getRegistration()
    await registration?.update()
  })

/** Which version this page was built as: the end of the name of its first script. */
const version = (page: Page) =>
  page.evaluate(() => /start\.[\w-]+(?=\.js)/.exec(document.documentElement.innerHTML)?.[0].slice(-2))

const segments = (page: Page) =>
  page.evaluate(async () => (await globalThis.sfa?.tracks())?.[0]?.separations[0]?.segments.done ?? 0)

const ready = (page: Page) => page.waitForFunction(() => globalThis.sfa !== undefined)

async function separate(page: Page): Promise<void> {
  const text = songFile(8, 3).toString('base64')
  await page.evaluate(async (song) => {
    const bytes = Uint8Array.from(atob(song), (letter) => letter.charCodeAt(0))
    const [trackId = ''] = (await globalThis.sfa?.importFiles([new File([bytes], 'tune.wav')])) ?? []
    await globalThis.sfa?.separate(trackId)
  }, text)
}

test('a new version is offered, taken in the middle of a separation, and goes on with it; a broken one is left behind', async ({
  profile,
}) => {
  test.setTimeout(3 * LONG)
  const context = await profile.open()
  const page = context.pages()[0] ?? (await context.newPage())
  await page.goto(site.url)
  await ready(page)
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined))
  const first = await version(page)
  const other = await context.newPage()
  await other.goto(`${site.url}/queue`)
  await ready(other)

  await test.step('it is offered while a separation runs, and not forced', async () => {
    await separate(page)
    await expect.poll(() => segments(page), { timeout: LONG }).toBeGreaterThan(0)
    await deploy(deploys.next('v1'))
    await look(page)
    await expect(page.getByText('A new version is here')).toBeVisible({ timeout: LONG })
    expect(await version(page)).toBe(first)
  })

  await test.step('once it is accepted, the separation goes on in it where it was', async () => {
    const before = await segments(page)
    await page.getByRole('button', { name: 'Reload to use it' }).click()
    await expect.poll(() => version(page).catch(() => ''), { timeout: LONG }).toBe('v1')
    await ready(page)
    expect(await segments(page)).toBeGreaterThanOrEqual(before)
    await expect.poll(() => segments(page), { timeout: LONG }).toBe(2)
  })

  await test.step('a tab of the old version still finds its files, and is offered the new one', async () => {
    expect(await version(other)).toBe(first)
    await other.getByRole('link', { name: 'Settings' }).click()
    await expect(other.getByRole('heading', { level: 1, name: 'Settings' })).toBeVisible()
    await other.getByRole('button', { name: 'Reload to use it' }).click()
    await expect.poll(() => version(other).catch(() => ''), { timeout: LONG }).toBe('v1')
    await other.close()
  })

  await test.step('a version that does not start makes way for the next by itself', async () => {
    await deploy(deploys.next('v2', (shell) => shell.replace('kit.start(app, element);', '')))
    await look(page)
    await page.getByRole('button', { name: 'Reload to use it' }).click()
    await expect.poll(() => version(page).catch(() => ''), { timeout: LONG }).toBe('v2')
    await deploy(deploys.next('v3'))
    // Another tab looks for the next version, and takes it for both.
    const again = await context.newPage()
    await again.goto(site.url)
    for (const tab of [again, page]) {
      await expect.poll(() => version(tab).catch(() => ''), { timeout: LONG }).toBe('v3')
      await ready(tab)
    }
    expect(await segments(page)).toBe(2)
  })
})
