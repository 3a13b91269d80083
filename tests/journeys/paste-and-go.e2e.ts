import { expect, type Page } from '@playwright/test'
import { SINGLE } from '../support/outside/catalogue.ts'
import { test } from './journey.ts'

/** The real model on two busy cores takes six seconds for the one part of this song, or many times that. */
const LONG = 10 * 60_000
const STEMS = ['Vocals', 'Drums', 'Bass', 'Other'] as const

const song = (page: Page) =>
  page.getByRole('list', { name: 'Songs' }).getByRole('listitem').filter({ hasText: SINGLE.title })
const position = async (page: Page) =>
  Number(await page.getByRole('slider', { name: 'Position' }).getAttribute('aria-valuenow'))
/** The loudest sample of a stem, as the door for programs gives it. */
const peakOf = (page: Page, stem: string) =>
  page.evaluate(async (name) => {
    const track = (await globalThis.sfa?.tracks())?.[0]
    const sound = await globalThis.sfa?.stem(track?.id ?? '', name as 'vocals')
    return Math.max(
      ...(sound?.channels ?? []).map((one) => one.reduce((a, b) => Math.max(a, Math.abs(b)), 0)),
    )
  }, stem.toLowerCase())

test('a link of an album is pasted, and its sound comes, is taken apart and plays, with no further hand', async ({
  page,
}) => {
  test.setTimeout(2 * LONG)
  await fetch(new URL('_control/reset', process.env['OUTSIDE_URL']), { method: 'POST', body: '{}' })
  await page.goto('/')

  await test.step('the link is pasted and added', async () => {
    const box = page.getByLabel('Add music: paste a link or a list')
    await box.fill(`https://open.spotify.com/album/${SINGLE.id}?si=abc`)
    await box.press('Enter')
    // One link says itself what it is: it is not looked at first.
    await expect(page.getByText('1 link added').first()).toBeVisible()
    await expect(song(page)).toBeVisible({ timeout: 60_000 })
    await expect(song(page)).toContainText(SINGLE.artist)
    await expect(song(page).locator('img')).toBeVisible({ timeout: 60_000 })
  })

  await test.step('its sound is found, downloaded and separated', async () => {
    await expect(song(page)).toContainText('4 stems', { timeout: LONG })
  })

  await test.step('the stems are there, loud as the song they make up, and play', async () => {
    await song(page).getByRole('link', { name: SINGLE.title, exact: true }).click()
    for (const stem of STEMS) await expect(page.getByRole('group', { name: stem, exact: true })).toBeVisible()
    const peaks = await Promise.all(STEMS.map((stem) => peakOf(page, stem)))
    expect(Math.max(...peaks)).toBeGreaterThan(0.1)
    await page.getByRole('button', { name: 'Solo Bass' }).click()
    await page.getByRole('button', { name: 'Play', exact: true }).click()
    const from = await position(page)
    await expect.poll(() => position(page), { timeout: 30_000 }).toBeGreaterThan(from + 44_100 / 2)
  })

  await test.step('the album holds its one song, and knows what came', async () => {
    await page.getByRole('tab', { name: 'Details' }).click()
    const details = page.getByRole('tabpanel', { name: 'Details' })
    await expect(details).toContainText('lossless')
    expect(await page.evaluate(async () => (await globalThis.sfa?.tracks())?.length)).toBe(1)
  })
})
