import { expect, type Page } from '@playwright/test'
import { Deploys } from '../support/site/deploys.ts'
import { startSite, type Site } from '../support/site/static-site.ts'
import { test } from './journey.ts'
import { bytesOf, readWav16, withoutSaveDialog } from './saved.ts'

const LONG = 10 * 60_000
/** Of the demo song, so that it is one part of the model's. */
const PART = { start: 0, end: 5 }
const FRAMES = 5 * 44_100

const deploys = new Deploys()
let site: Site

test.beforeAll(async () => {
  // A host that sends none of our headers.
  site = await startSite(deploys.first(true), 0)
})

test.afterAll(async () => {
  await site.close()
  deploys.remove()
})

const isolated = (page: Page) => page.evaluate(() => crossOriginIsolated)

/** Milliseconds from the start of the navigation until the first thing of the library is seen. */
async function startMs(page: Page, see: () => Promise<unknown>): Promise<number> {
  const began = performance.now()
  await page.goto(site.url)
  await see()
  return performance.now() - began
}

test('after one visit the server may be gone: the app starts, leads everywhere, separates and saves', async ({
  profile,
}) => {
  test.setTimeout(2 * LONG)
  const context = await profile.open()
  const page = context.pages()[0] ?? (await context.newPage())
  await withoutSaveDialog(page)

  await test.step('a host without headers: the page isolates itself by one reload, the door stays open', async () => {
    const loads: string[] = []
    page.on('domcontentloaded', () => loads.push(page.url()))
    await page.goto(site.url)
    await page.getByRole('heading', { name: 'Take a song apart' }).waitFor()
    await page.waitForFunction(() => crossOriginIsolated, null, { timeout: LONG })
    await page.getByRole('heading', { name: 'Take a song apart' }).waitFor()
    expect(loads).toHaveLength(2)
    const door = await context.newPage()
    await door.goto(`${site.url}/door`)
    expect(await isolated(door)).toBe(false)
    await door.close()
  })

  await test.step('what another app shares waits for the page that is led to it', async () => {
    const to = await page.evaluate(async () => {
      const form = new FormData()
      form.set('text', 'Night Choir - Undertow')
      return (await fetch('/share', { method: 'POST', body: form })).url
    })
    await page.goto(to)
    await expect(page.getByRole('dialog')).toContainText('1 new song')
    await page.goto(to)
    await page.getByRole('heading', { name: 'Take a song apart' }).waitFor()
    await expect(page.getByRole('dialog')).toBeHidden()
  })

  await test.step('the model is fetched', async () => {
    await page.getByRole('link', { name: 'Settings' }).click()
    const model = page.getByRole('article', { name: 'HTDemucs', exact: true })
    await model.getByRole('button', { name: /^Get / }).click()
    await expect(model).toContainText('Ready', { timeout: LONG })
    await page.getByRole('switch', { name: 'Separate songs as soon as they are added' }).click()
  })

  await site.close()

  await test.step('without a server it starts, on any address', async () => {
    const heading = page.getByRole('heading', { name: 'Take a song apart' })
    const ms = await startMs(page, () => heading.waitFor())
    test.info().annotations.push({ type: 'offline start', description: `${Math.round(ms)} ms` })
    expect(await isolated(page)).toBe(true)
    await page.goto(`${site.url}/queue`)
    await expect(page.getByRole('heading', { level: 1, name: 'Queue' })).toBeVisible()
    await page.goto(`${site.url}/settings`)
    await expect(page.getByRole('heading', { level: 1, name: 'Settings' })).toBeVisible()
  })

  await test.step('the demo song is separated and a stem is saved', async () => {
    await page.goto(site.url)
    await page.getByRole('button', { name: 'Try the demo song' }).click()
    await expect(page.getByRole('heading', { name: 'Glass Harbour', level: 1 })).toBeVisible()
    await page.evaluate(async (region) => {
      const [track] = (await globalThis.sfa?.tracks()) ?? []
      await globalThis.sfa?.separate(track?.id ?? '', { region })
    }, PART)
    const whole = () =>
      page.evaluate(async () => (await globalThis.sfa?.tracks())?.[0]?.separations[0]?.complete)
    await expect.poll(whole, { timeout: LONG }).toBe(true)
    await page.getByRole('button', { name: 'Play', exact: true }).click()
    const told = () =>
      page.evaluate(() => [navigator.mediaSession.metadata?.title, navigator.mediaSession.playbackState])
    await expect.poll(told).toEqual(['Glass Harbour', 'playing'])
    await page.getByRole('button', { name: 'Pause', exact: true }).click()
    await expect.poll(told).toEqual(['Glass Harbour', 'paused'])
    await page.getByRole('tab', { name: 'Export' }).click()
    await page.getByRole('radio', { name: 'WAV 16-bit' }).click()
    const download = page.waitForEvent('download')
    await page.getByRole('button', { name: 'Save Bass', exact: true }).click()
    expect(readWav16(await bytesOf(await download)).frames).toBe(FRAMES)
  })

  await test.step('stems have addresses that a player can seek in', async () => {
    const told = await page.evaluate(async () => {
      const [track] = (await globalThis.sfa?.tracks()) ?? []
      const address = `/files/${track?.id}/vocals.wav`
      const audio = new Audio(address)
      audio.muted = true
      await new Promise((resolve, reject) => {
        audio.onloadedmetadata = resolve
        audio.onerror = () => reject(new Error(String(audio.error?.message)))
      })
      audio.currentTime = 3
      await new Promise((resolve) => (audio.onseeked = resolve))
      const part = await fetch(address, { headers: { Range: 'bytes=100-199' } })
      return {
        ...{ seconds: audio.duration, at: audio.currentTime, status: part.status },
        range: part.headers.get('content-range'),
        bytes: (await part.arrayBuffer()).byteLength,
      }
    })
    const size = 44 + FRAMES * 6
    expect(told).toMatchObject({ at: 3, status: 206, range: `bytes 100-199/${size}`, bytes: 100 })
    expect(told.seconds).toBeCloseTo(5, 3)
  })
})
