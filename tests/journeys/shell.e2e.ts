import { expect, type Locator, type Page } from '@playwright/test'
import { busyLibrary, holdQueue, manySongs, seed, type SampleLibrary } from '../support/seed-library.ts'
import { wrongs } from './axe.ts'
import { test } from './journey.ts'

async function openWith(page: Page, library: SampleLibrary, path = '/'): Promise<void> {
  await page.goto('/')
  await page.getByRole('heading', { name: 'Take a song apart' }).waitFor()
  await holdQueue(page)
  await seed(page, library)
  await page.goto(path)
  await page.reload()
  await page.getByRole('navigation', { name: 'Places' }).waitFor()
}

test('an empty page says what this is, and nothing is wrong with it', async ({ page }) => {
  await page.goto('/')
  await expect(page.getByText('no server ever hears your audio')).toBeVisible()
  await expect(page.getByRole('button', { name: 'Try the demo song' })).toBeVisible()
  expect(await wrongs(page)).toEqual([])
  await page.goto('/queue')
  await expect(page.getByRole('heading', { name: 'Nothing is waiting' })).toBeVisible()
  expect(await wrongs(page)).toEqual([])
})

test('every place of a busy library is named, reachable and legible', async ({ page }) => {
  await openWith(page, busyLibrary())
  await expect(page.getByRole('listitem').filter({ hasText: 'Static Bloom' })).toContainText(
    'not enough memory',
  )
  expect(await wrongs(page)).toEqual([])
  for (const [keys, place] of [
    ['g q', 'Queue'],
    ['g s', 'Settings'],
  ] as const) {
    for (const key of keys.split(' ')) await page.keyboard.press(key)
    await expect(page.getByRole('heading', { level: 1, name: place })).toBeVisible()
    expect(await wrongs(page)).toEqual([])
  }
})

test('the palette finds a song without its accents and opens it', async ({ page }) => {
  await openWith(page, busyLibrary())
  await page.keyboard.press('Control+k')
  await expect(page.getByPlaceholder('Go to a song or place')).toBeFocused()
  expect(await wrongs(page)).toEqual([])
  await page.keyboard.type('joga')
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(/\/track\/t4$/)
})

test('the keys are listed, and the list gives the focus back', async ({ page }) => {
  await openWith(page, busyLibrary())
  const song = page.getByRole('link', { name: 'Night Bus', exact: true })
  await song.focus()
  await page.keyboard.press('?')
  const keys = page.getByRole('dialog', { name: 'Keys' })
  await expect(keys.getByText('Find and do anything')).toBeVisible()
  expect(await wrongs(page)).toEqual([])
  await page.keyboard.press('Escape')
  await expect(keys).toBeHidden()
  await expect(song).toBeFocused()
})

test('a song is renamed by keyboard alone, and stays renamed', async ({ page }) => {
  await openWith(page, busyLibrary())
  await page.getByRole('link', { name: 'Night Bus', exact: true }).focus()
  await page.keyboard.press('e')
  const title = page.getByLabel('Title', { exact: true })
  await title.fill('')
  await expect(page.getByText('A song needs a title.')).toBeVisible()
  await expect(page.getByRole('button', { name: 'Save' })).toBeDisabled()
  await title.fill('Day Bus')
  expect(await wrongs(page)).toEqual([])
  await page.keyboard.press('Enter')
  await expect(page.getByRole('link', { name: 'Day Bus' })).toBeVisible()
  await page.reload()
  await expect(page.getByRole('link', { name: 'Day Bus' })).toBeVisible()
})

test('selected songs are removed together and come back', async ({ page }) => {
  await openWith(page, busyLibrary())
  await page.getByRole('link', { name: 'Night Bus', exact: true }).focus()
  await page.keyboard.press('x')
  await page.keyboard.press('ArrowDown')
  await expect(page.getByRole('link', { name: /^The Quiet Between/ })).toBeFocused()
  await page.keyboard.press('x')
  await expect(page.getByText('2 songs selected')).toBeVisible()
  expect(await wrongs(page)).toEqual([])
  await page.keyboard.press('Delete')
  await expect(page.getByText('11 songs', { exact: true })).toBeVisible()
  await page.getByRole('button', { name: 'Undo' }).click()
  await expect(page.getByText('13 songs', { exact: true })).toBeVisible()
})

test('ten thousand songs: few rows are drawn, and search answers at once', async ({ page }) => {
  await openWith(page, manySongs(10_000))
  const rows = page.getByRole('list', { name: 'Songs' }).getByRole('listitem')
  await expect(rows.first()).toHaveAttribute('aria-setsize', '10000')
  expect(await rows.count()).toBeLessThan(60)
  const first = await rows.first().innerText()

  await test.step('rows are drawn with what others have left, but never under the focus', async () => {
    await page.keyboard.press('j')
    await expect(rows.first().getByRole('link')).toBeFocused()
    await rows.first().hover()
    await page.mouse.wheel(0, 200_000)
    await expect(rows.first()).not.toHaveAttribute('aria-posinset', '1')
    await expect(rows.locator(':focus')).toHaveCount(0)
    await page.keyboard.press('Delete')
    await page.keyboard.press('j')
    await expect(rows.first()).toHaveAttribute('aria-posinset', '1')
    expect(await rows.first().innerText()).toBe(first)
    await expect(page.getByText('10,000 songs', { exact: true })).toBeVisible()
  })

  await page.keyboard.press('/')
  await page.keyboard.type('halogen 9983')
  await expect(page.getByText('1 of 10,000 songs', { exact: true })).toBeVisible()
  await expect(page.getByRole('link', { name: 'Halogen 9983' })).toBeVisible()
})

test('the theme chosen is there before the first paint of the next visit', async ({ page }) => {
  await page.goto('/settings#appearance')
  await page.getByRole('radio', { name: 'Light' }).click()
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'light')
  await page.addInitScript(() => {
    addEventListener('DOMContentLoaded', () => {
      document.documentElement.dataset['first'] = document.documentElement.dataset['theme'] ?? ''
    })
  })
  await page.reload()
  await expect(page.locator('html')).toHaveAttribute('data-first', 'light')
})

test('where the system takes the colours, what is chosen is seen', async ({ page }) => {
  await page.emulateMedia({ forcedColors: 'active' })
  await page.goto('/settings#appearance')
  const theme = page.getByRole('radiogroup', { name: 'Theme' })
  await theme.getByRole('radio', { name: 'Light' }).click()
  const paper = (of: Locator) => of.evaluate((one) => getComputedStyle(one).backgroundColor)
  expect(await paper(theme.locator('label', { hasText: 'Light' }))).not.toBe(await paper(theme))
})

test('a library of a newer version is left alone, and the page says so', async ({ page }) => {
  await page.goto('/')
  await page.getByRole('navigation', { name: 'Places' }).waitFor()
  // The page's own connection closes for it, as a newer version in another tab would make it.
  await page.evaluate(
    () =>
      new Promise<void>((resolve, reject) => {
        const opening = indexedDB.open('sfa', 9000)
        opening.onerror = () => reject(opening.error)
        opening.onsuccess = () => {
          opening.result.close()
          resolve()
        }
      }),
  )
  await page.reload()
  await expect(page.getByRole('heading', { name: 'The library could not be opened' })).toBeVisible()
  await expect(page.getByText('A newer version of this app has used this library')).toBeVisible()
  expect(await wrongs(page)).toEqual([])
})
