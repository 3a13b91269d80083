import { expect, type Page } from '@playwright/test'
import { focused, pressed, stops, walkTo } from './by-keyboard.ts'
import { test } from './journey.ts'
import { bytesOf, readWav16, withoutSaveDialog } from './saved.ts'

/** One part of the real model's, on a busy machine. */
const LONG = 5 * 60_000

const lane = (page: Page, name: string) => page.getByRole('group', { name, exact: true })
const place = (page: Page, name: string) => page.getByRole('heading', { level: 1, name })
const song = (page: Page) => page.getByRole('link', { name: 'Glass Harbour', exact: true })
const told = (page: Page) => page.locator('[aria-live="polite"][role="status"]')

/** Every stop has a role and a name; the first leads past what is the same on every page. */
async function walkable(page: Page, ...inOrder: string[]): Promise<void> {
  const all = await stops(page)
  expect.soft(all[0]).toBe('link "Skip to the page"')
  // A message is read out by its text.
  expect.soft(all.filter((stop) => !/^([a-z]+ ".+"|listitem)$/.test(stop))).toEqual([])
  const order = inOrder.map((stop) => all.indexOf(stop))
  expect.soft(order, `${inOrder.join(', ')} in ${all.join(', ')}`).toEqual(order.toSorted((a, b) => a - b))
  expect.soft(order).not.toContain(-1)
}

/** Opened and left with Escape, it gives the focus back to what opened it. */
async function givesBack(page: Page, open: () => Promise<void>, opened: () => Promise<void>): Promise<void> {
  const opener = await focused(page)
  await open()
  await opened()
  await page.keyboard.press('Escape')
  await expect.soft.poll(() => focused(page)).toBe(opener)
}

test('without a mouse: a song comes in, is opened, heard, mixed, saved, removed and brought back', async ({
  page,
}) => {
  test.setTimeout(2 * LONG)
  await withoutSaveDialog(page)
  const dialog = page.getByRole('dialog')

  await test.step('stems are made when asked for', async () => {
    await page.goto('/')
    await place(page, 'Take a song apart').waitFor()
    await walkable(
      page,
      'link "Sound Forge Alchemy"',
      'link "Library"',
      'link "Queue"',
      'link "Settings"',
      'button "Try the demo song"',
      'button "Choose files"',
    )
    await pressed(page, page.getByRole('link', { name: 'Settings', exact: true }))
    await place(page, 'Settings').waitFor()
    await walkable(page, 'link "Settings"')
    const unasked = page.getByRole('switch', { name: 'Separate songs as soon as they are added' })
    await walkTo(page, unasked)
    await page.keyboard.press('Space')
    await expect(unasked).not.toBeChecked()
    for (const key of ['g', 'l']) await page.keyboard.press(key)
    await place(page, 'Take a song apart').waitFor()
  })

  await test.step('the demo song comes in, and is heard', async () => {
    await pressed(page, page.getByRole('button', { name: 'Try the demo song' }))
    await place(page, 'Glass Harbour').waitFor()
    const play = page.getByRole('button', { name: 'Play', exact: true })
    await expect(play).toBeEnabled()
    await page.keyboard.press('Space')
    await expect(page.getByRole('button', { name: 'Pause', exact: true })).toBeVisible()
    await page.keyboard.press('Space')
    await expect(play).toBeVisible()
  })

  await test.step('its stems are muted and soloed, by buttons and by keys', async () => {
    await page.evaluate(async () => {
      const [track] = (await globalThis.sfa?.tracks()) ?? []
      await globalThis.sfa?.separate(track?.id ?? '', { region: { start: 0, end: 5 } })
    })
    const whole = () =>
      page.evaluate(async () => (await globalThis.sfa?.tracks())?.[0]?.separations[0]?.complete)
    await expect.poll(whole, { timeout: LONG }).toBe(true)
    const mute = lane(page, 'Vocals').getByRole('button', { name: 'Mute Vocals' })
    await pressed(page, mute)
    await expect(mute).toHaveAttribute('aria-pressed', 'true')
    await walkable(page, 'button "Mute Vocals"', 'button "Solo Vocals"', 'button "Play"')
    for (const key of ['s', '2']) await page.keyboard.press(key)
    await expect(told(page)).toContainText(' solo')
    await expect(page.getByRole('button', { name: /^Solo/, pressed: true })).toHaveCount(1)
  })

  await test.step('arrows go through the tabs, and a stem is saved', async () => {
    await walkTo(page, page.getByRole('tab', { name: 'Mix' }))
    for (const name of ['Analysis', 'Export']) {
      await page.keyboard.press('ArrowRight')
      await expect(page.getByRole('tab', { name })).toBeFocused()
      await expect(page.getByRole('tab', { name })).toHaveAttribute('aria-selected', 'true')
    }
    await walkable(page, 'tab "Export"', 'button "Save Bass"')
    await walkTo(
      page,
      page.getByRole('radiogroup', { name: 'Format', exact: true }).getByRole('radio', { checked: true }),
    )
    await page.keyboard.press('ArrowLeft')
    const download = page.waitForEvent('download')
    await pressed(page, page.getByRole('button', { name: 'Save Bass', exact: true }))
    expect(readWav16(await bytesOf(await download)).frames).toBe(5 * 44_100)
    await expect(page.getByRole('button', { name: 'Save Bass', exact: true })).toBeFocused()
  })

  await test.step('the palette leads back to the list', async () => {
    await givesBack(
      page,
      () => page.keyboard.press('Control+k'),
      () => expect(page.getByPlaceholder('Go to a song or place')).toBeFocused(),
    )
    await page.keyboard.press('Control+k')
    await page.keyboard.type('go to library')
    await page.keyboard.press('Enter')
    await place(page, 'Library').waitFor()
    await walkable(page, 'link "Library , 1 song"', 'button "Select songs"', 'link "Glass Harbour"')
  })

  await test.step('what opens over the page gives the focus back', async () => {
    await walkTo(page, song(page))
    const inDialog = () => expect(dialog).toBeVisible()
    await givesBack(page, () => page.keyboard.press('?'), inDialog)
    await givesBack(page, () => page.keyboard.press('e'), inDialog)
    await walkTo(page, page.getByRole('button', { name: 'More for Glass Harbour' }))
    await givesBack(
      page,
      () => page.keyboard.press('Enter'),
      () => expect(page.getByRole('menuitem', { name: 'Open' })).toBeVisible(),
    )
    await walkTo(page, song(page))
    await page.keyboard.press('x')
    for (const name of ['Export', 'Back up']) {
      await walkTo(page, page.getByRole('button', { name, exact: true }))
      await givesBack(page, () => page.keyboard.press('Enter'), inDialog)
    }
    await page.keyboard.press('Escape')
  })

  await test.step('it is removed, and brought back', async () => {
    await walkTo(page, song(page))
    await page.keyboard.press('Delete')
    await expect(song(page)).toHaveCount(0)
    await expect(page.locator('#main')).toBeFocused()
    await page.keyboard.press('Control+z')
    await expect(song(page)).toBeVisible()
    await walkTo(page, song(page))
    await page.keyboard.press('Delete')
    await expect(song(page)).toHaveCount(0)
    await pressed(page, page.getByRole('button', { name: 'Undo' }))
    await expect(song(page)).toBeVisible()
    await pressed(page, page.getByRole('button', { name: 'More for Glass Harbour' }))
    await expect(page.getByRole('menuitem', { name: 'Open' })).toBeVisible()
    await page.keyboard.press('End')
    await expect(page.getByRole('menuitem', { name: 'Remove' })).toBeFocused()
    await page.keyboard.press('Enter')
    await expect(song(page)).toHaveCount(0)
    await expect(page.locator('#main')).toBeFocused()
  })
})
