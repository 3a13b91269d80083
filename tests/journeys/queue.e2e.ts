import { expect, type Page } from '@playwright/test'
import type { Job } from '#lib/core/domain/job.ts'
import { newJob } from '#lib/core/jobs/new-job.ts'
import { busyLibrary, holdQueue, manySongs, seed, type SampleLibrary } from '../support/seed-library.ts'
import { wrongs } from './axe.ts'
import { opened } from './door.ts'
import { test } from './journey.ts'
import { bytesOf } from './saved.ts'
import { taggedSong } from './tagged-song.ts'

const TITLES = ['First', 'Second', 'Third']
const row = (page: Page, title: string) =>
  page.getByRole('list', { name: 'Jobs' }).getByRole('group', { name: title, exact: true })
const stemsOf = (page: Page, title: string) => row(page, title).filter({ hasText: 'Separating with' })
const titles = (page: Page) =>
  page
    .getByRole('list', { name: 'Jobs' })
    .locator('[data-job]')
    .evaluateAll((rows) => rows.map((one) => one.ariaLabel))

async function openWith(page: Page, library: SampleLibrary): Promise<void> {
  await page.goto('/')
  await page.getByRole('navigation', { name: 'Places' }).waitFor()
  await holdQueue(page)
  await seed(page, library)
  await page.goto('/queue')
  await page.reload()
  await page.getByRole('heading', { level: 1, name: 'Queue' }).waitFor()
}

/** Brings three short songs of one album and asks for their stems, with everything held: none has got anywhere. */
async function addAlbum(page: Page): Promise<void> {
  // Tall enough for every row: of a longer list only what is in sight is drawn.
  await page.setViewportSize({ width: 1280, height: 1500 })
  await page.goto('/queue')
  await opened(page)
  await seed(page, { ...manySongs(0), settings: [{ key: 'queueHeld', value: true }] })
  const songs = TITLES.map((title, i) => ({
    name: `${title}.wav`,
    text: taggedSong(3, i + 1, { title, album: 'Short Album' }).toString('base64'),
  }))
  await page.evaluate(async (files) => {
    const bytes = (text: string) => Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0))
    const made = files.map(({ name, text }) => new File([bytes(text)], name))
    const ids = (await globalThis.sfa?.importFiles(made)) ?? []
    for (const id of ids) await globalThis.sfa?.separate(id)
  }, songs)
}

test('an album is paused, kept paused over a reload, resumed, put in order, and reported', async ({
  page,
}) => {
  test.setTimeout(5 * 60_000)
  await addAlbum(page)
  await expect(page.getByRole('heading', { level: 2, name: 'Short Album' })).toBeVisible()

  await test.step('paused as one, also after a reload', async () => {
    await page.getByRole('button', { name: 'Pause all of Short Album' }).click()
    await page.getByRole('button', { name: /^Paused/ }).click()
    await expect.poll(() => titles(page)).toEqual(expect.arrayContaining(TITLES))
    await page.reload()
    await expect(page.getByRole('button', { name: 'Resume all of Short Album' })).toBeVisible()
    await expect(page.getByText('Everything is held: nothing starts')).toBeVisible()
    for (const title of TITLES) await expect(row(page, title).first()).toContainText('Paused')
  })

  await test.step('resumed as one: each says why it does not run yet', async () => {
    await page.getByRole('button', { name: 'Resume all of Short Album' }).click()
    await expect(row(page, 'Third').first()).toContainText('Everything is held')
  })

  await test.step('put in order by the keyboard', async () => {
    await page.getByRole('button', { name: /^Waiting/ }).click()
    const before = await titles(page)
    await stemsOf(page, 'Third').focus()
    await page.keyboard.press('Alt+ArrowUp')
    await expect.poll(() => titles(page)).not.toEqual(before)
  })

  await test.step('one is cancelled, and started anew', async () => {
    await page.getByRole('button', { name: /^All/ }).click()
    await stemsOf(page, 'Second').getByRole('button', { name: 'Cancel Second' }).click()
    await expect(page.getByText('Cancelled: Second')).toBeVisible()
    await stemsOf(page, 'Second').getByRole('button', { name: 'Try again: Second' }).click()
    await expect(stemsOf(page, 'Second')).toContainText('Everything is held')
  })

  await test.step('reported as a table', async () => {
    await page.getByRole('button', { name: 'More for Short Album' }).click()
    const download = page.waitForEvent('download')
    await page.getByRole('menuitem', { name: 'Report as CSV' }).click()
    const csv = (await bytesOf(await download)).toString()
    expect(csv.split('\r\n')[0]).toContain('title,artist,album,work,state')
    for (const title of TITLES) expect(csv).toContain(`${title},`)
  })

  await test.step('let go, it is worked on; cancelled as one only after a question', async () => {
    const goOn = page.getByRole('button', { name: 'Go on' })
    await goOn.click()
    await expect(page.getByText('Everything is held')).toHaveCount(0)
    await page.getByRole('button', { name: 'Hold everything' }).click()
    await expect(page.getByText('Everything is held: nothing starts')).toBeVisible()
    await goOn.click()
    await page.getByRole('button', { name: 'More for Short Album' }).click()
    await page.getByRole('menuitem', { name: 'Cancel all' }).click()
    await page
      .getByRole('dialog')
      .getByRole('button', { name: /^Cancel \d/ })
      .click()
    await expect(page.getByRole('button', { name: 'Pause all of Short Album' })).toHaveCount(0)
  })
})

test('nothing is wrong with the queue, its statistics and the diagnostics', async ({ page }) => {
  await openWith(page, busyLibrary())
  expect(await wrongs(page)).toEqual([])
  await page.getByRole('button', { name: /^Failed/ }).click()
  await expect(page.getByText('not enough memory')).toBeVisible()
  expect(await wrongs(page)).toEqual([])
  await page.getByRole('button', { name: 'More for the queue' }).click()
  await expect(page.getByRole('menuitem', { name: 'Clear ended jobs' })).toBeVisible()
  expect(await wrongs(page)).toEqual([])
  await page.keyboard.press('Escape')
  await page.getByRole('tab', { name: 'Statistics' }).click()
  await expect(page.getByRole('columnheader', { name: 'Retries' })).toBeVisible()
  expect(await wrongs(page)).toEqual([])
  await page.goto('/diagnostics')
  await expect(page.getByRole('heading', { name: 'Machine' })).toBeVisible()
  await expect(page.getByRole('list', { name: 'Log entries' })).toBeVisible()
  expect(await wrongs(page)).toEqual([])
})

test('thousands of jobs: few rows are drawn, and a filter finds one', async ({ page }) => {
  const library = manySongs(3000)
  library.jobs = library.tracks.map((track, i): Job => ({
    ...newJob(`j${i}`, { kind: 'prepare', trackId: track.id }, i),
    ...{ state: 'done', startedAt: 1, endedAt: i },
  }))
  await openWith(page, library)
  const rows = page.getByRole('list', { name: 'Jobs' }).getByRole('listitem')
  await expect(rows.first()).toBeVisible()
  expect(await rows.count()).toBeLessThan(60)
  await page.getByRole('searchbox', { name: 'Find a job' }).fill('halogen 2989')
  await expect.poll(() => titles(page)).toEqual(['Halogen 2989'])
})

test('when a job may run is a person’s to say, and the page says that a closed browser cannot work', async ({
  page,
}) => {
  await openWith(page, busyLibrary())
  await page.getByRole('button', { name: 'More for Halogen' }).click()
  await page.getByRole('menuitem', { name: 'When may it run' }).click()
  const dialog = page.getByRole('dialog')
  await expect(dialog).toContainText('A closed browser cannot work')
  await dialog.getByLabel('Not before').fill('2099-01-02T03:04')
  expect(await wrongs(page)).toEqual([])
  await dialog.getByRole('button', { name: 'Save' }).click()
  await expect(row(page, 'Halogen')).toContainText('2 Jan at 03:04, as you asked')
})

test('the diagnostics are copied without the names of songs', async ({ page, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write'])
  await openWith(page, busyLibrary())
  await page.goto('/diagnostics')
  await page.getByRole('button', { name: 'Copy all' }).click()
  await expect(page.getByText('Copied: paste it into your report')).toBeVisible()
  const text = await page.evaluate(() => navigator.clipboard.readText())
  expect(text).toContain('## Machine')
  expect(text).toContain('## Queue')
  expect(text).not.toContain('Night Bus')
})
