import { readFile } from 'node:fs/promises'
import { expect, type Page } from '@playwright/test'
import { wrongs } from './axe.ts'
import { withoutStems } from './door.ts'
import { test } from './journey.ts'

/** The demo song, analysed, with its Analysis tab open; it is not separated: this journey needs no stems. */
async function openAnalysed(page: Page): Promise<void> {
  await withoutStems(page)
  await page.getByRole('button', { name: 'Try the demo song' }).click()
  await expect(page.getByRole('group', { name: 'Song' })).toBeVisible({ timeout: 60_000 })
  await page.getByRole('tab', { name: 'Analysis' }).click()
  await expect(page.getByRole('heading', { name: 'Beats and form' })).toBeVisible({ timeout: 90_000 })
}

const tempo = (page: Page) => page.getByLabel('BPM', { exact: true })
const tempoNow = async (page: Page): Promise<number> => Number(await tempo(page).inputValue())

test('the demo is analysed, its tempo halved by a click, and everything follows', async ({ page }) => {
  await openAnalysed(page)
  const measured = await tempoNow(page)
  expect(measured).toBeGreaterThan(40)
  await expect(page.getByRole('img', { name: /^Beats and form\./ })).toBeVisible()
  await expect(page.getByRole('radiogroup', { name: 'Key, on the circle of fifths' })).toBeVisible()
  await expect(page.getByRole('img', { name: /^Loudness over time\. Integrated −/ })).toBeVisible()

  await page.getByRole('button', { name: '÷2, half the tempo' }).click()
  await expect.poll(() => tempoNow(page)).toBeCloseTo(measured / 2, 1)
  await expect(page.getByText('corrected by you', { exact: false }).first()).toBeVisible()
  await page.goto('/')
  const row = page.getByRole('list', { name: 'Songs' }).getByRole('listitem').first()
  await expect(row).toContainText(`${Number((measured / 2).toFixed(1))}`)

  // What a person says outlives the page.
  await row.getByRole('link').first().click()
  await page.getByRole('tab', { name: 'Analysis' }).click()
  await expect.poll(() => tempoNow(page)).toBeCloseTo(measured / 2, 1)
  await page.getByRole('button', { name: 'As measured' }).click()
  await expect.poll(() => tempoNow(page)).toBeCloseTo(measured, 1)
  await page.getByRole('button', { name: 'Undo' }).first().click()
  await expect.poll(() => tempoNow(page)).toBeCloseTo(measured / 2, 1)
})

test('beats are corrected and clicked on by keys alone', async ({ page }) => {
  await openAnalysed(page)
  const measured = await tempoNow(page)
  // Tabs keep the arrows while they have focus.
  await page.evaluate(() => (document.activeElement as HTMLElement).blur())
  await page.keyboard.press('Alt+ArrowUp')
  await expect.poll(() => tempoNow(page)).toBeCloseTo(measured * 2, 1)
  await page.keyboard.press('Alt+ArrowDown')
  await expect.poll(() => tempoNow(page)).toBeCloseTo(measured, 1)
  await page.keyboard.press('.')
  await expect(page.getByText('Beats are 1 ms later')).toBeVisible()

  const click = page.getByRole('button', { name: 'Click', exact: true }).first()
  await page.keyboard.press('c')
  await expect(click).toHaveAttribute('aria-pressed', 'true')

  // A bar on: the time shown is more than one beat further.
  await page.keyboard.press('Home')
  await page.keyboard.press('Shift+ArrowRight')
  await page.keyboard.press('Shift+ArrowRight')
  const seconds = async () => {
    const [minutes = '0', rest = '0'] = ((await page.locator('.time b').textContent()) ?? '').split(':')
    return Number(minutes) * 60 + Number(rest)
  }
  await expect.poll(seconds).toBeGreaterThan(60 / measured)

  // A section is looped by one press of a key.
  await page
    .getByRole('button', { name: /^Loop (Intro|\d+ bar)/ })
    .first()
    .focus()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('button', { name: 'Loop off' })).toBeVisible()
})

test('pictures and numbers are saved, and the tab is open to everyone in both themes', async ({ page }) => {
  await openAnalysed(page)
  const saved = async (act: () => Promise<unknown>) => {
    const download = page.waitForEvent('download')
    await act()
    const file = await download
    return { name: file.suggestedFilename(), bytes: await readFile(await file.path()) }
  }
  const json = await saved(() => page.getByRole('button', { name: 'Save all as JSON' }).click())
  expect(JSON.parse(json.bytes.toString())).toMatchObject({ format: 'sound-forge-analysis' })
  expect(json.name).toMatch(/\(analysis\)\.json$/)
  const csv = await saved(() => page.getByRole('button', { name: 'Save all as CSV' }).click())
  expect(csv.bytes.toString().split('\r\n')[0]).toBe('group,name,index,time,value')
  for (const [kind, begins] of [
    ['PNG', '\u0089PNG'],
    ['SVG', '<svg '],
  ] as const) {
    const file = await saved(async () => {
      await page.getByRole('button', { name: 'Save: Loudness over time' }).click()
      await page.getByRole('menuitem', { name: `Save as ${kind}` }).click()
    })
    expect(file.bytes.subarray(0, begins.length).toString('latin1')).toBe(begins)
  }
  await page.getByText('As a table').first().click()
  await expect(page.getByRole('columnheader', { name: 'Bar' })).toBeVisible()
  expect(await wrongs(page)).toEqual([])
})
