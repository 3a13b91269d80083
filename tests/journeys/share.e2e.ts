import { expect, type Page } from '@playwright/test'
import { keyText } from '#lib/core/sharing/link-key.ts'
import { test } from './journey.ts'
import { makeLink, openShareTab, otherBrowser, overheard, shareSite, toShareTab } from './share-site.ts'
import { stemHashes } from './shared-song.ts'

const LONG = 60_000
const HOUR_MS = 3_600_000
const position = async (page: Page) =>
  Number(await page.getByRole('slider', { name: 'Position' }).getAttribute('aria-valuenow'))
const received = (page: Page) =>
  page.evaluate(async () => (await globalThis.sfa?.tracks())?.[0]?.separations[0] ?? null)

async function plays(page: Page): Promise<void> {
  const from = await position(page)
  await page.getByRole('button', { name: 'Play', exact: true }).click()
  await expect.poll(() => position(page), { timeout: LONG }).toBeGreaterThan(from + 22_050)
  await page.getByRole('button', { name: 'Pause', exact: true }).click()
}

test('a link brings stems from one browser into another, bit for bit, though the sender goes away in the middle', async ({
  profile,
}) => {
  test.setTimeout(6 * LONG)
  const site = await shareSite(true)
  const context = await profile.open()
  const receiver = context.pages()[0] ?? (await context.newPage())
  const { page: sender, context: others, close } = await otherBrowser()
  const said = [sender, receiver].map((page) => overheard(page))

  const link = await test.step('the sender makes a link', async () => {
    await openShareTab(sender, site.url, 30)
    return makeLink(sender)
  })

  await test.step('a link that was cut is told from one whose sender is away', async () => {
    await receiver.goto(link.slice(0, -3))
    await expect(receiver.getByRole('heading', { name: 'This link is not whole' })).toBeVisible()
    // Another key meets nobody, though the relay passes on what it says.
    await receiver.goto(link.replace(/#.*/, `#${keyText(crypto.getRandomValues(new Uint8Array(16)))}`))
    await receiver.reload()
    await expect.poll(() => said[1]?.length).toBeGreaterThan(2)
    await expect(receiver.getByText('it is not there just now')).toBeVisible()
    await expect(sender.getByText('Ready: it waits for whoever opens the link')).toBeVisible()
  })

  const code = await test.step('the receiver sees what it is, from whom, and the same code', async () => {
    await receiver.goto(link)
    await receiver.reload()
    await expect(receiver.getByText('Ada')).toBeVisible({ timeout: LONG })
    const seen = (await receiver.getByText(/^\d{4} \d{4}$/).textContent()) ?? '-'
    await expect(sender.getByText(seen)).toBeVisible()
    return seen
  })

  await test.step('the mixer opens, and plays before all has come', async () => {
    const anew: string[] = []
    receiver.on('websocket', (socket) => anew.push(socket.url()))
    await receiver.getByRole('button', { name: 'Open the mixer' }).click()
    await expect(receiver.getByRole('group', { name: 'Vocals', exact: true })).toBeVisible({ timeout: LONG })
    // They know each other from looking: nobody is met once more.
    expect(anew).toEqual([])
    // A first segment of all stems is some 7 MB; of 33 there are then enough to come.
    await receiver.waitForFunction(
      () => Number(/([\d.]+)\sof\s\d+\sMB/.exec(document.body.innerText)?.[1]) >= 8,
    )
    await sender.goto('about:blank')
    expect((await received(receiver))?.complete).toBe(false)
    await plays(receiver)
  })

  await test.step('the sender comes back, and it goes on to the end, bit for bit', async () => {
    await sender.goto(site.url)
    await expect.poll(async () => (await received(receiver))?.complete, { timeout: LONG }).toBe(true)
    expect(await stemHashes(receiver)).toEqual(await stemHashes(sender))
  })

  await test.step('it was for one: whoever comes after is told so, and the sender’s list has it after a reload', async () => {
    const visitor = await others.newPage()
    await toShareTab(sender, site.url)
    await expect(sender.getByText('Taken by everybody it was for')).toBeVisible()
    await visitor.goto(link)
    await expect(visitor.getByText('As many people as the sender allowed have taken this')).toBeVisible()

    await sender.getByRole('radio', { name: 'Anybody' }).click()
    await visitor.goto(await makeLink(sender))
    await expect(visitor.getByRole('button', { name: 'Open the mixer' })).toBeVisible()
    await sender.getByRole('button', { name: 'Stop sharing' }).first().click()
    await expect(visitor.getByText('The sender has stopped this share')).toBeVisible()

    await sender.getByRole('radio', { name: '1 hour' }).click()
    await visitor.goto(await makeLink(sender))
    await expect(visitor.getByRole('button', { name: 'Open the mixer' })).toBeVisible()
    await sender.clock.setFixedTime(Date.now() + 2 * HOUR_MS)
    await expect(visitor.getByText('This share has run out')).toBeVisible()
    await visitor.close()
    await toShareTab(sender, site.url)
    for (const state of ['Run out', 'Stopped', 'Taken by everybody it was for'])
      await expect(sender.getByText(state, { exact: true })).toBeVisible()
  })

  await test.step('neither the relay’s log nor what passed it tells anything', async () => {
    expect(said.map((words) => words.length > 3)).toEqual([true, true])
    const key = link.split('#')[1] ?? '-'
    for (const words of [...said, site.lines])
      for (const secret of [key, 'Ada Lind', 'Paper Lanterns', 'candidate:', 'fingerprint', 'vocals'])
        expect(words.filter((word) => word.includes(secret))).toEqual([])
  })

  await test.step('sender and servers are gone: it plays from the library, which knows from whom it came', async () => {
    await close()
    await site.close()
    await receiver.goto(site.url)
    await receiver.getByRole('link', { name: 'Paper Lanterns' }).first().click()
    await plays(receiver)
    await receiver.getByRole('tab', { name: 'Details' }).click()
    await expect(receiver.getByText('Ada Lind', { exact: true })).toBeVisible()
    await expect(receiver.getByText(code)).toBeVisible()
  })
})

test('without any server two browsers are joined by texts that people carry', async ({ profile }) => {
  test.setTimeout(3 * LONG)
  const site = await shareSite(false)
  const context = await profile.open()
  const receiver = context.pages()[0] ?? (await context.newPage())
  const { page: sender, close } = await otherBrowser()
  await openShareTab(sender, site.url, 6)
  const link = await makeLink(sender)
  await expect(sender.getByText('The relay does not answer')).toBeVisible({ timeout: LONG })

  await receiver.goto(link)
  await expect(receiver.getByText('The relay that introduces you does not answer')).toBeVisible({
    timeout: LONG,
  })
  await receiver.getByRole('button', { name: 'Connect by hand' }).click()
  const call = receiver.getByLabel(/^1\. Send this/).first()
  await expect(receiver.getByRole('img', { name: /^1\. Send this/ })).toBeVisible()
  await sender.getByRole('button', { name: 'Connect by hand' }).click()
  await sender.getByLabel('Paste the call that they send you').fill(await call.inputValue())
  await sender.getByRole('button', { name: 'Make the answer' }).click()
  await expect(sender.getByRole('img', { name: /^Your answer/ })).toBeVisible()
  const answer = await sender
    .getByLabel(/^Your answer/)
    .first()
    .inputValue()
  await receiver.getByLabel(/^2\. Paste the answer/).fill(answer)
  await receiver.getByRole('button', { name: 'Connect', exact: true }).click()

  await receiver.getByRole('button', { name: 'Open the mixer' }).click()
  await expect.poll(async () => (await received(receiver))?.complete, { timeout: LONG }).toBe(true)
  expect(await stemHashes(receiver)).toEqual(await stemHashes(sender))
  await close()
  await site.close()
})
