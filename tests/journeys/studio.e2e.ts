import { readFile } from 'node:fs/promises'
import { expect, type Page } from '@playwright/test'
import { withoutWork } from './door.ts'
import { test } from './journey.ts'

const seconds = async (page: Page): Promise<number> => {
  const [minutes = '0', rest = '0'] = ((await page.locator('.time b').textContent()) ?? '').split(':')
  return Number(minutes) * 60 + Number(rest)
}

/** The demo song, open in its studio, with no beats to snap to: what is done with a song by itself is turned off. */
async function openDemo(page: Page): Promise<void> {
  await withoutWork(page)
  await page.getByRole('button', { name: 'Try the demo song' }).click()
  await expect(page.getByRole('group', { name: 'Song' })).toBeVisible({ timeout: 60_000 })
}

test('a song is played, looped and saved before it is separated', async ({ page }) => {
  // Without a dialog to ask where to, files go to the downloads.
  await page.addInitScript(() => Object.defineProperty(window, 'showSaveFilePicker', { value: undefined }))
  await openDemo(page)

  await page.keyboard.press('Space')
  await expect.poll(() => seconds(page)).toBeGreaterThan(0.5)
  await page.keyboard.press('Space')
  await expect(page.getByRole('button', { name: 'Play', exact: true })).toBeVisible()

  await page.keyboard.press('Home')
  await page.keyboard.press('Shift+ArrowRight')
  await expect.poll(() => seconds(page)).toBe(5)
  await page.keyboard.press('[')
  await page.keyboard.press('ArrowRight')
  await page.keyboard.press(']')
  await expect(page.getByText('0:05.0 – 0:06.0')).toBeVisible()
  await page.keyboard.press('Home')
  await page.keyboard.press('Space')
  const seen: number[] = []
  await expect
    .poll(async () => {
      seen.push(await seconds(page))
      return seen.some((value, i) => value < (seen[i - 1] ?? 0))
    })
    .toBe(true)
  expect(Math.max(...seen)).toBeLessThanOrEqual(6)
  expect(Math.min(...seen)).toBeGreaterThanOrEqual(5)
  await page.keyboard.press('Space')

  await page.getByRole('tab', { name: 'Export' }).click()
  await page.getByRole('radio', { name: '16-bit' }).click()
  const download = page.waitForEvent('download')
  await page.getByRole('button', { name: 'Save the mix' }).click()
  const file = await download
  expect(file.suggestedFilename()).toMatch(/^[^/\\]+ - [^/\\]+ \(mix\)\.wav$/)
  const bytes = await readFile(await file.path())
  expect(bytes.subarray(0, 4).toString('latin1')).toBe('RIFF')
  expect(bytes.readUInt32LE(40)).toBe(bytes.length - 44)
})

test('the mixer is as it was left, also by a hand that was still on it when the page went', async ({
  page,
}) => {
  await openDemo(page)
  const volume = page.getByRole('slider', { name: 'Volume of Song' })
  await volume.focus()
  for (let i = 0; i < 4; i++) await page.keyboard.press('ArrowLeft')
  await expect(volume).toHaveAttribute('aria-valuetext', 'minus 2.0 decibels')
  // At once: nothing waits for what the hand did last to be written.
  await page.reload()
  await expect(page.getByRole('slider', { name: 'Volume of Song' })).toHaveAttribute(
    'aria-valuetext',
    'minus 2.0 decibels',
  )
})
