import { expect, type Page } from '@playwright/test'
import { wrongs } from './axe.ts'
import { add, withoutStems } from './door.ts'
import { test } from './journey.ts'
import { songFile } from './song-file.ts'

const songs = (page: Page) => page.getByRole('list', { name: 'Songs', exact: true })
const dialog = (page: Page) => page.getByRole('dialog')

const TABLE =
  'Title,Artist,Album,Duration\nOne,The Ones,First,3:10\nTwo,The Ones,First,3:20\nThree,The Twos,Second,3:30'
const LINES = 'The Ones - One\nThe Twos - Two\nwhat a night\nhttps://tidal.com/x'

async function fromAddMenu(page: Page, item: string): Promise<void> {
  await page.getByRole('button', { name: 'Add', exact: true }).first().click()
  await page.getByRole('menuitem', { name: item }).click()
  await expect(dialog(page)).toBeVisible()
}

// Axe takes its time on a busy machine.
test.describe.configure({ timeout: 300_000 })

test.beforeEach(async () => {
  await fetch(new URL('_control/reset', process.env['OUTSIDE_URL']), { method: 'POST', body: '{}' })
})

test('nothing is wrong with what is looked at before it is added', async ({ page }) => {
  await page.goto('/')
  await fromAddMenu(page, 'Links or a list')
  expect(await wrongs(page)).toEqual([])
  await page.getByLabel('Paste or type').fill(TABLE)
  await page.getByRole('button', { name: 'Look at it' }).click()
  await expect(page.getByRole('tab', { name: 'Songs', exact: true })).toBeVisible()
  expect(await wrongs(page)).toEqual([])
  await page.getByRole('tab', { name: /^Albums and lists/ }).click()
  expect(await wrongs(page)).toEqual([])
  await page.getByRole('button', { name: 'Cancel' }).click()
  await fromAddMenu(page, 'Links or a list')
  await page.getByLabel('Paste or type').fill(LINES)
  await page.getByRole('button', { name: 'Look at it' }).click()
  await page.getByRole('tab', { name: /^Not understood/ }).click()
  expect(await wrongs(page)).toEqual([])
  await page.getByRole('button', { name: 'Cancel' }).click()
  await fromAddMenu(page, 'A song by hand')
  await dialog(page).getByRole('button', { name: 'Add', exact: true }).click()
  expect(await wrongs(page)).toEqual([])
})

test('nothing is wrong with the sources, the search, and the questions that are asked', async ({ page }) => {
  await page.goto('/settings#sources')
  await expect(page.getByRole('region', { name: 'Sources' })).toContainText('Answers')
  expect(await wrongs(page)).toEqual([])
  await page.goto('/search')
  await page.getByRole('searchbox', { name: 'Search the catalogues' }).fill('low tide lanterns')
  await expect(page.getByRole('button', { name: /^Add Low Tide/ }).first()).toBeVisible()
  expect(await wrongs(page)).toEqual([])

  await withoutStems(page)
  await page.goto('/')
  // A minute longer than any recording there is: nobody may take one unasked.
  await add(page, 'The Lanterns - Low Tide (1:10)')
  await page.getByRole('button', { name: 'Choose a match for Low Tide' }).click({ timeout: 150_000 })
  await expect(dialog(page)).toContainText('Always use it for this song')
  expect(await wrongs(page)).toEqual([])
  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: 'More for Low Tide' }).click()
  await page.getByRole('menuitem', { name: 'Download in …' }).click()
  await expect(page.getByRole('menuitemradio', { name: 'Lossless' })).toBeVisible()
  expect(await wrongs(page)).toEqual([])
  // Each closes one of the two menus.
  await page.keyboard.press('Escape')
  await page.keyboard.press('Escape')
  await expect(page.getByRole('menu')).toHaveCount(0)

  await add(page, 'Some Band - Beat and Bass (0:14)')
  await expect(songs(page).getByRole('listitem')).toHaveCount(2)
  const buffer = songFile(8, 3)
  const file = { name: 'Some Band - Beat and bass.wav', mimeType: 'audio/wav', buffer }
  await page.setInputFiles('[data-intake="files"]', file)
  // Newer messages may lie over it.
  await page
    .getByRole('button', { name: 'Look', exact: true })
    .dispatchEvent('click', undefined, { timeout: 150_000 })
  await expect(dialog(page)).toContainText('Same song?')
  expect(await wrongs(page)).toEqual([])
})
