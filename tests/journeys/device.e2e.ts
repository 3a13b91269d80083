import { expect, type Page } from '@playwright/test'
import type { Job } from '#lib/core/domain/job.ts'
import { manySongs, seed } from '../support/seed-library.ts'
import { askedOf, tell, withToldDevice } from '../support/told-device.ts'
import { opened, rowsIn } from './door.ts'
import { test } from './journey.ts'
import { songFile } from './song-file.ts'

const notices = async (page: Page) => (await askedOf(page))?.notices
const badge = async (page: Page) => (await askedOf(page))?.badges.at(-1)
const row = (page: Page, work: string) =>
  page
    .getByRole('list', { name: 'Jobs' })
    .getByRole('group', { name: 'tune' })
    .filter({ hasText: work, hasNotText: 'After:' })

const statesOf = async (page: Page) => new Set((await rowsIn<Job>(page, 'jobs')).map(({ state }) => state))

test.beforeEach(({ context }) => withToldDevice(context))

/** A song of two seconds, none of whose work has begun: everything is held. */
async function addHeld(page: Page): Promise<void> {
  await page.goto('/queue')
  await opened(page)
  await seed(page, { ...manySongs(0), settings: [{ key: 'queueHeld', value: true }] })
  await page.reload()
  await opened(page)
  await page.evaluate(async (text) => {
    const bytes = Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0))
    await globalThis.sfa?.importFiles([new File([bytes], 'tune.wav')])
  }, songFile(2, 7).toString('base64'))
}

test('long work that ends out of sight is told by the system, once that is allowed; its icon counts', async ({
  page,
  context,
}) => {
  await context.grantPermissions(['notifications'])
  await page.goto('/settings#work')
  const wish = page.getByRole('switch', { name: 'Tell me when long work is finished' })
  await wish.click()
  await expect(wish).toBeChecked()
  await addHeld(page)
  const jobs = await rowsIn<Job>(page, 'jobs')
  await expect.poll(() => badge(page)).toBe(jobs.length)
  // As if each had been at work a minute ago already.
  const startedAt = Date.now() - 60_000
  await seed(page, { ...manySongs(0), jobs: jobs.map((job) => ({ ...job, startedAt })) })

  await tell(page, { hidden: true })
  await page.getByRole('button', { name: 'Go on' }).click()
  await expect.poll(() => badge(page), { timeout: 60_000 }).toBe(0)
  await expect.poll(() => notices(page)).toEqual([{ title: 'tune is finished', body: 'Open the queue' }])

  await page.getByRole('link', { name: 'Library' }).first().click()
  await page.evaluate(() => globalThis.told?.shown[0]?.dispatchEvent(new Event('click')))
  await expect(page.getByRole('heading', { level: 1, name: 'Queue' })).toBeVisible()
})

test('without leave no system is asked, and the settings say how to give it', async ({ page }) => {
  await page.goto('/settings#work')
  const wish = page.getByRole('switch', { name: 'Tell me when long work is finished' })
  await wish.click()
  await expect(page.getByText('The browser did not allow notifications')).toBeVisible()
  await expect(wish).not.toBeChecked()
})

test('work waits for the charger and for a network that is not metered, and keeps the screen awake once it runs', async ({
  page,
}) => {
  await addHeld(page)
  const adding = row(page, 'Adding to the library')
  await adding.getByRole('button', { name: 'More for tune' }).click()
  await page.getByRole('menuitem', { name: 'When may it run' }).click()
  const dialog = page.getByRole('dialog')
  await expect(dialog).not.toContainText('This browser does not tell')
  for (const wish of ['Only on a network that is not metered', 'Only while the device is charging'])
    await dialog.getByRole('switch', { name: wish }).click()
  await dialog.getByRole('button', { name: 'Save' }).click()
  await page.getByRole('button', { name: 'Go on' }).click()

  await expect(adding).toContainText('Waits for a network that is not metered')
  await tell(page, { network: 'wifi' })
  await expect(adding).toContainText('Waits for the charger')
  expect((await askedOf(page))?.awake).toBe(0)
  await tell(page, { charging: true })
  await expect.poll(() => statesOf(page)).toEqual(new Set(['done']))
  expect((await askedOf(page))?.awake).toBeGreaterThan(0)
})
