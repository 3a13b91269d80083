import { createHmac } from 'node:crypto'
import { expect, type Page } from '@playwright/test'
import { fault } from '#lib/core/domain/fault.ts'
import { newJob } from '#lib/core/jobs/new-job.ts'
import { manySongs, seed } from '../support/seed-library.ts'
import { startOtherSite } from '../support/site/other-site.ts'
import { wrongs } from './axe.ts'
import { opened } from './door.ts'
import { test } from './journey.ts'
import { songFile } from './song-file.ts'

interface Heard {
  type?: string
  topic?: string
  event?: string
  payload?: Record<string, unknown>
}

const heard = (page: Page) => page.evaluate(() => (globalThis as unknown as { heard: Heard[] }).heard)

async function addSong(page: Page, seconds: number, seedOf: number): Promise<void> {
  const text = songFile(seconds, seedOf).toString('base64')
  await page.evaluate(async (song) => {
    const bytes = Uint8Array.from(atob(song), (letter) => letter.charCodeAt(0))
    await globalThis.sfa?.importFiles([new File([bytes], 'tune.wav')])
  }, text)
}

test('a page of another origin follows the work once it is allowed, and no longer than that', async ({
  page,
  context,
  baseURL,
}) => {
  const other = await startOtherSite(baseURL ?? '')
  await page.goto('/settings')
  await opened(page)
  const stranger = await context.newPage()
  await stranger.goto(other.origin)
  const popup = stranger.waitForEvent('popup')
  await stranger.getByRole('button', { name: 'Open' }).click()
  const door = await popup

  await test.step('it is told nothing before a person has allowed it', async () => {
    const ask = door.getByRole('dialog', { name: 'Let another site follow your work?' })
    await expect(ask).toContainText(other.origin)
    expect(await wrongs(door)).toEqual([])
    await addSong(page, 2, 1)
    await expect
      .poll(() => page.evaluate(async () => (await globalThis.sfa?.tracks())?.[0]?.state))
      .toBe('ready')
    expect(await heard(stranger)).toEqual([])
  })

  await test.step('then it hears progress and ends under the names of the contract', async () => {
    await door.getByRole('button', { name: 'Allow this site' }).click()
    await expect(door.getByRole('heading', { name: 'Connected' })).toBeVisible()
    // The first song's analysis may still be going on.
    await expect.poll(async () => (await heard(stranger))[0]).toEqual({ type: 'sfa:ready', version: 1 })
    await addSong(page, 2, 2)
    const endOf = async (worker: string) =>
      (await heard(stranger)).find(
        (one) => one.event === 'job:completed' && one.payload?.['worker'] === worker,
      )
    await expect.poll(() => endOf('prepare')).toBeDefined()
    const end = await endOf('prepare')
    expect(end?.payload).toMatchObject({ status: 'completed', progress: 100 })
    expect(end?.topic).toBe(`jobs:${String(end?.payload?.['job_id'])}`)
  })

  await test.step('what makes no sense is refused', async () => {
    await stranger.evaluate(() => (globalThis as unknown as { sayNonsense(): void }).sayNonsense())
    await expect.poll(() => heard(stranger)).toContainEqual({ type: 'sfa:refused', reason: 'not understood' })
  })

  await test.step('the leave is taken back in the settings of the app', async () => {
    await page.getByRole('button', { name: `Remove ${other.origin}` }).click()
    await expect(door.getByRole('heading', { name: 'No site is connected' })).toBeVisible()
    const before = (await heard(stranger)).length
    await addSong(page, 2, 3)
    await expect.poll(() => page.evaluate(async () => (await globalThis.sfa?.tracks())?.length)).toBe(3)
    expect((await heard(stranger)).length).toBe(before)
  })
  await other.close()
})

test('other pages of the site hear of each job on its own channel', async ({ page }) => {
  await page.goto('/')
  await opened(page)
  await page.evaluate(() => {
    const all: unknown[] = []
    Object.assign(globalThis, { heard: all })
    globalThis.sfa?.listen('jobs', ({ topic }) => {
      if (all.length > 0) return
      new BroadcastChannel(topic).onmessage = ({ data }) => all.push(data)
    })
  })
  await addSong(page, 20, 4)
  await expect.poll(async () => (await heard(page)).map((one) => one.event)).toContain('job:completed')
})

interface Delivery {
  path: string
  headers: Record<string, string>
  body: string
}

test('a webhook hears of a failure at its third try, signed; a test reaches it at once', async ({ page }) => {
  const outside = process.env['OUTSIDE_URL'] ?? ''
  const control = (path: string, body = '{}') => fetch(`${outside}_control/${path}`, { method: 'POST', body })
  const deliveries = async () => (await (await control('deliveries')).json()) as Delivery[]
  await control('reset')
  const status = { kind: 'status', status: 503 }
  await control('trouble', JSON.stringify({ at: 'hooks.example.com/in', fault: status, times: 2 }))

  await page.goto('/settings#connections')
  await page.locator('#connections').getByRole('button', { name: 'Add' }).click()
  await page.getByRole('dialog').getByLabel('Address').fill('https://hooks.example.com/in?key=hidden')
  expect(await wrongs(page)).toEqual([])
  await page.getByRole('button', { name: 'Add webhook' }).click()
  const secret = await page.getByRole('textbox', { name: 'Secret' }).inputValue()
  expect(secret).toMatch(/^[0-9a-f]{64}$/)
  await page.getByRole('button', { name: 'Done' }).click()

  const lost = newJob('lost', { kind: 'prepare', trackId: 'gone' }, 1)
  await seed(page, { ...manySongs(0), jobs: [lost] })
  await page.reload()
  await expect(page.getByText('Delivered').first()).toBeVisible({ timeout: 60_000 })
  const [first] = await deliveries()
  expect(JSON.parse(first?.body ?? '')).toMatchObject({
    event: 'job.failed',
    payload: { job_id: 'lost', worker: 'prepare', error: fault('track-gone').code },
  })
  const signed = createHmac('sha256', secret)
    .update(first?.body ?? '')
    .digest('hex')
  expect(first?.headers['x-sfa-signature']).toBe(`sha256=${signed}`)
  const tries = await deliveries()
  expect(new Set(tries.map((one) => one.headers['x-sfa-delivery'])).size).toBe(1)

  await page.getByRole('button', { name: 'Send a test to hooks.example.com' }).click()
  await expect
    .poll(async () => (await deliveries()).map((one) => one.headers['x-sfa-event']))
    .toContain('test')

  await page.goto('/diagnostics')
  await expect(page.getByRole('list', { name: 'Log entries' })).toBeVisible()
  const text = await page.locator('main').innerText()
  expect(text).not.toContain(secret)
  expect(text).not.toContain('key=hidden')
})
