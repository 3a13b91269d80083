import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { chromium, expect, type Page } from '@playwright/test'
import { test } from './journey.ts'
import { seedSong, stemHashes, storesMade } from './shared-song.ts'

const LONG = 60_000
const position = async (page: Page) =>
  Number(await page.getByRole('slider', { name: 'Position' }).getAttribute('aria-valuenow'))
const received = (page: Page) =>
  page.evaluate(async () => (await globalThis.sfa?.tracks())?.[0]?.separations[0] ?? null)

test('a link brings stems from one browser into another, bit for bit, though the sender goes away in the middle', async ({
  profile,
  launchOptions,
  baseURL,
}) => {
  test.setTimeout(5 * LONG)
  const context = await profile.open()
  const receiver = context.pages()[0] ?? (await context.newPage())
  // Another process: what passes between the two passes over the network of this machine.
  const folder = mkdtempSync(join(tmpdir(), 'sfa-sender-'))
  const other = await chromium.launchPersistentContext(folder, {
    ...launchOptions,
    ...(baseURL ? { baseURL } : {}),
    locale: 'en-GB',
  })
  const sender = other.pages()[0] ?? (await other.newPage())

  const link = await test.step('the sender makes a link', async () => {
    await sender.goto('/')
    await sender.waitForFunction(() => globalThis.sfa)
    await storesMade(sender)
    // A page without the app: at its start the app clears bytes away that no row speaks of yet.
    await sender.goto('/favicon.svg')
    await seedSong(sender, 'song', 30)
    await sender.goto('/track/song')
    await sender.getByRole('tab', { name: 'Share' }).click()
    await sender.getByLabel('Your name, as they see it').fill('Ada')
    await sender.getByRole('button', { name: 'Make a link' }).click()
    const field = sender.getByLabel(/^Link to/)
    await expect(field).toBeVisible()
    return field.inputValue()
  })

  await test.step('a link that was cut is told from one whose sender is away', async () => {
    await receiver.goto(link.slice(0, -3))
    await expect(receiver.getByRole('heading', { name: 'This link is not whole' })).toBeVisible()
  })

  await test.step('the receiver sees what it is, from whom, and the same code', async () => {
    await receiver.goto(link)
    await receiver.reload()
    await expect(receiver.getByText('Ada')).toBeVisible({ timeout: LONG })
    const code = await receiver.getByText(/^\d{4} \d{4}$/).textContent()
    await expect(sender.getByText(code ?? '-')).toBeVisible()
  })

  await test.step('the mixer opens, and plays before all has come', async () => {
    await receiver.getByRole('button', { name: 'Open the mixer' }).click()
    await expect(receiver.getByRole('group', { name: 'Vocals', exact: true })).toBeVisible({ timeout: LONG })
    // A first segment of all stems is some 7 MB; of 33 there are then enough to come.
    await receiver.waitForFunction(
      () => Number(/([\d.]+)\sof\s\d+\sMB/.exec(document.body.innerText)?.[1]) >= 8,
    )
    await sender.goto('about:blank')
    expect((await received(receiver))?.complete).toBe(false)
    const from = await position(receiver)
    await receiver.getByRole('button', { name: 'Play', exact: true }).click()
    await expect.poll(() => position(receiver), { timeout: LONG }).toBeGreaterThan(from + 22_050)
    await receiver.getByRole('button', { name: 'Pause', exact: true }).click()
  })

  await test.step('the sender comes back, and it goes on to the end, bit for bit', async () => {
    await sender.goto('/')
    await expect.poll(async () => (await received(receiver))?.complete, { timeout: LONG }).toBe(true)
    expect(await stemHashes(receiver)).toEqual(await stemHashes(sender))
  })

  await other.close()
  rmSync(folder, { recursive: true, force: true })
})
