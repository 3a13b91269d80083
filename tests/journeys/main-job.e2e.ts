import { expect, type Page } from '@playwright/test'
import { test } from './journey.ts'
import { bytesOf, readWav16, withoutSaveDialog, zipNames } from './saved.ts'
import { songFile } from './song-file.ts'

/** The real model on two busy cores: a part of the demo song takes six seconds, or many times that. */
const LONG = 10 * 60_000
const STEMS = ['Vocals', 'Drums', 'Bass', 'Other']
/** 20.6 s at 44.1 kHz. */
const DEMO_FRAMES = 908_460

const work = (page: Page) => page.getByRole('region', { name: 'Progress' })
const lane = (page: Page, name: string) => page.getByRole('group', { name, exact: true })
const song = (page: Page, title: string) =>
  page.getByRole('list', { name: 'Songs' }).getByRole('listitem').filter({ hasText: title })
const position = async (page: Page) =>
  Number(await page.getByRole('slider', { name: 'Position' }).getAttribute('aria-valuenow'))
const percent = async (page: Page) =>
  Number(await work(page).getByRole('progressbar').getAttribute('aria-valuenow'))

/** Parts on disk, as the door for programs tells them. */
const segments = (page: Page) =>
  page.evaluate(async () => (await globalThis.sfa?.tracks())?.[0]?.separations[0]?.segments.done ?? 0)

async function playsOn(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Play', exact: true }).click()
  const from = await position(page)
  await expect.poll(() => position(page), { timeout: 30_000 }).toBeGreaterThan(from + 44_100 / 2)
  await page.getByRole('button', { name: 'Pause', exact: true }).click()
}

async function firstPartIsThere(page: Page): Promise<void> {
  await expect(work(page)).toContainText('Separating', { timeout: LONG })
  await expect.poll(() => percent(page), { timeout: LONG }).toBeGreaterThanOrEqual(25)
}

async function saved(page: Page, name: string): Promise<Buffer> {
  const download = page.waitForEvent('download')
  await page.getByRole('button', { name, exact: true }).click()
  return bytesOf(await download)
}

test('the demo song is taken apart, played meanwhile, kept over a reload and a closed browser, and saved', async ({
  profile,
}) => {
  test.setTimeout(3 * LONG)
  const context = await profile.open()
  const page = context.pages()[0] ?? (await context.newPage())
  await withoutSaveDialog(page)

  await test.step('one click brings the demo song', async () => {
    await page.goto('/')
    await page.getByRole('button', { name: 'Try the demo song' }).click()
    await expect(page.getByRole('heading', { name: 'Glass Harbour', level: 1 })).toBeVisible()
  })

  await test.step('its stems can be muted, soloed and heard while the rest is still worked on', async () => {
    await firstPartIsThere(page)
    for (const stem of STEMS) await expect(lane(page, stem)).toBeVisible()
    const mute = lane(page, 'Vocals').getByRole('button', { name: 'Mute Vocals' })
    await mute.click()
    await expect(mute).toHaveAttribute('aria-pressed', 'true')
    await lane(page, 'Drums').getByRole('button', { name: 'Solo Drums' }).click()
    await playsOn(page)
    await expect(work(page)).toBeVisible()
  })

  await test.step('a reload in the middle goes on from the part it was at', async () => {
    const before = await segments(page)
    expect(before).toBeGreaterThan(0)
    await page.reload()
    await expect(work(page)).toContainText('Separating', { timeout: LONG })
    expect(await segments(page)).toBeGreaterThanOrEqual(before)
    await expect.poll(() => percent(page)).toBeGreaterThanOrEqual(25)
    await expect(lane(page, 'Vocals').getByRole('button', { name: 'Mute Vocals' })).toHaveAttribute(
      'aria-pressed',
      'true',
    )
    await expect(work(page)).toBeHidden({ timeout: 2 * LONG })
  })

  await test.step('a stem is saved as WAV, all of them as ZIP', async () => {
    await page.getByRole('tab', { name: 'Export' }).click()
    await page.getByRole('radio', { name: 'WAV 16-bit' }).click()
    const bass = readWav16(await saved(page, 'Save Bass'))
    expect(bass).toMatchObject({ sampleRate: 44_100, channels: 2, bits: 16, frames: DEMO_FRAMES })
    expect(bass.peak).toBeGreaterThan(0.02)
    const zip = await saved(page, 'Save all stems')
    const names = zipNames(zip)
    expect(names).toHaveLength(4)
    for (const stem of STEMS) expect(names.join()).toContain(`(${stem.toLowerCase()}).wav`)
    expect(zip.length).toBeGreaterThan(4 * DEMO_FRAMES * 4)
    expect(zip.length).toBeLessThan(4 * DEMO_FRAMES * 4 + 4096)
  })

  const again = await test.step('the browser is closed and opened again', async () => {
    await context.close()
    return profile.open()
  })
  const next = again.pages()[0] ?? (await again.newPage())

  await test.step('song, stems and model are still there', async () => {
    await next.goto('/')
    await expect(song(next, 'Glass Harbour')).toContainText('4 stems')
    await next.getByRole('link', { name: 'Settings' }).click()
    await expect(next.getByRole('article', { name: 'HTDemucs', exact: true })).toContainText('Ready')
  })

  await test.step('without a network it opens and plays', async () => {
    await next.evaluate(async () => void (await navigator.serviceWorker.ready))
    await again.setOffline(true)
    await next.goto('/')
    await next.getByRole('link', { name: 'Glass Harbour' }).click()
    await expect(lane(next, 'Vocals')).toBeVisible()
    await playsOn(next)
  })
})

test("a file of one's own becomes stems by itself", async ({ page }) => {
  test.setTimeout(LONG)
  await page.goto('/')
  const chooser = page.waitForEvent('filechooser')
  await page.getByRole('button', { name: 'Choose files', exact: true }).click()
  const buffer = songFile(5, 1)
  await (await chooser).setFiles({ name: '03 Somebody - A Tune.wav', mimeType: 'audio/wav', buffer })
  const card = song(page, 'A Tune')
  await expect(card).toBeVisible()
  await expect(card).toContainText('4 stems', { timeout: LONG })
})
