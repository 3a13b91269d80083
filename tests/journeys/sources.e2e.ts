import { expect, type Page } from '@playwright/test'
import { CLOSED_PLAYLIST_ID, HARBOUR } from '../support/outside/catalogue.ts'
import type { Trouble } from '../support/outside/faults.ts'
import { FakeSpotifyAccount } from '../support/outside/spotify-account.ts'
import { manySongs, seed } from '../support/seed-library.ts'
import { add, opened, withoutStems } from './door.ts'
import { test } from './journey.ts'

const ALBUM = `https://open.spotify.com/album/${HARBOUR.id}?si=abc`
const FILE = 'https://files.example.com/song-1.wav'

const outside = () => process.env['OUTSIDE_URL'] ?? ''
const control = (path: string, body?: unknown) =>
  fetch(new URL(`_control/${path}`, outside()), {
    method: body === undefined ? 'GET' : 'POST',
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })
const trouble = (one: Trouble) => control('trouble', one)
const asked = async () =>
  (await (await control('asked')).json()) as { host: string; path: string; headers: Record<string, string> }[]

const song = (page: Page, title: string) =>
  page.getByRole('list', { name: 'Songs' }).getByRole('listitem').filter({ hasText: title })
const tracks = (page: Page) => page.evaluate(() => globalThis.sfa?.tracks() ?? [])
const ready = async (page: Page) => (await tracks(page)).filter((track) => track.state === 'ready').length

async function open(page: Page): Promise<void> {
  await page.goto('/')
  await opened(page)
}

test.beforeEach(async () => {
  await control('reset', {})
})

test('a link of an album becomes its songs, with their cover, and their sound where a source has it', async ({
  page,
}) => {
  await withoutStems(page)
  await open(page)
  await add(page, ALBUM)
  for (const { title } of HARBOUR.tracks) await expect(song(page, title)).toBeVisible()
  await expect.poll(() => ready(page), { timeout: 60_000 }).toBe(3)
  await expect(song(page, 'Low Tide').locator('img')).toBeVisible()
  await expect(song(page, 'Low Tide')).toContainText('Enriched', { timeout: 60_000 })

  await test.step('the same link again brings nothing new', async () => {
    await add(page, ALBUM)
    await page.waitForFunction(async () => (await globalThis.sfa?.tracks())?.length === 3)
    expect(await tracks(page)).toHaveLength(3)
  })

  await test.step('the file says where it is from, what it really is, and that it sounds like its preview', async () => {
    await page.getByRole('link', { name: 'Low Tide' }).click()
    await page.getByRole('tab', { name: 'Details' }).click()
    const details = page.getByRole('tabpanel', { name: 'Details' })
    await expect(details).toContainText('lossless')
    await expect(details).toContainText('Asked for')
    await expect(details).toContainText('Sounds like it', { timeout: 60_000 })
  })

  await test.step('a song that does not sound like its preview says so, and is right where a person says so', async () => {
    await page.goBack()
    await expect(song(page, 'Rope & Salt')).toContainText('May be another recording', { timeout: 60_000 })
    await page.getByRole('link', { name: 'Rope & Salt' }).click()
    const strip = page.getByRole('region', { name: 'Beside its preview' })
    await strip.getByRole('button', { name: 'Choose a match' }).click()
    await expect(page.getByRole('dialog', { name: 'Choose a match' })).toContainText('Does not sound like it')
    await page.getByRole('button', { name: 'Leave it' }).click()
    await strip.getByRole('button', { name: 'It is right' }).click()
    await expect(strip).toBeHidden()
  })
})

test('another match is taken for a song that has its sound: what was here stays, as a song of its own', async ({
  page,
}) => {
  await withoutStems(page)
  await open(page)
  const [, , rope] = HARBOUR.tracks
  await add(page, `https://open.spotify.com/track/${rope?.id}`)
  await expect(song(page, 'Rope & Salt')).toContainText('May be another recording', { timeout: 60_000 })
  const [first] = await tracks(page)
  await page.getByRole('link', { name: 'Rope & Salt' }).click()
  await page.getByRole('button', { name: 'Choose a match' }).click()
  const matches = page.getByRole('dialog', { name: 'Choose a match' })
  await expect(matches).toContainText('What is here stays, as a song of its own')
  await matches
    .getByRole('button', { name: /^Use Rope & Salt from/ })
    .first()
    .click()
  await expect(matches).toBeHidden()
  await expect.poll(() => ready(page), { timeout: 60_000 }).toBe(2)

  await page.goto('/')
  await expect(song(page, 'Rope & Salt')).toHaveCount(2)
  await page.goto(`/track/${first?.id}`)
  await expect(page.getByRole('heading', { name: 'Rope & Salt' })).toBeVisible()
  await expect(page.getByRole('button', { name: 'Play' })).toBeEnabled()
  await expect(page.getByRole('region', { name: 'Beside its preview' })).toBeHidden()
})

test('the network goes in the middle of a download and comes back: nothing is lost, nothing is there twice', async ({
  page,
  context,
}) => {
  await withoutStems(page)
  await open(page)
  await trouble({ at: 'files.example.com', fault: { kind: 'cut', after: 1_200_000 }, times: 1 })
  await add(page, FILE)
  await expect.poll(async () => (await asked()).some((one) => one.host === 'files.example.com')).toBe(true)
  await context.setOffline(true)
  await page.waitForTimeout(1_500)
  await context.setOffline(false)
  await expect.poll(() => ready(page), { timeout: 60_000 }).toBe(1)
  expect(await tracks(page)).toHaveLength(1)
})

test('a reload in the middle goes on from the bytes on disk', async ({ page }) => {
  await withoutStems(page)
  await open(page)
  await trouble({ at: 'files.example.com', fault: { kind: 'cut', after: 1_200_000 }, times: 1 })
  await add(page, FILE)
  await expect.poll(async () => (await asked()).some((one) => one.host === 'files.example.com')).toBe(true)
  await page.reload()
  await expect.poll(() => ready(page), { timeout: 60_000 }).toBe(1)
})

test('a song is heard while its bytes still arrive', async ({ page }) => {
  await withoutStems(page)
  await open(page)
  await trouble({ at: 'files.example.com', fault: { kind: 'drip', ms: 1_000 }, times: 1 })
  await add(page, FILE)
  await expect.poll(async () => (await asked()).some((one) => one.host === 'files.example.com')).toBe(true)
  await page.getByRole('link', { name: 'song-1' }).click()
  await page.getByRole('button', { name: 'Listen while it comes' }).click()
  const heard = () => page.locator('audio').evaluate((audio: HTMLAudioElement) => audio.currentTime)
  await expect.poll(heard).toBeGreaterThan(0.2)
  expect((await tracks(page)).map((track) => track.state)).toEqual(['listed'])
})

test('a program of this site asks over HTTP: what a link names, its sound, how far that is, and the file', async ({
  page,
}) => {
  await withoutStems(page)
  await open(page)
  await page.waitForFunction(() => navigator.serviceWorker.controller !== null)
  const api = (path: string, body?: object) =>
    page.evaluate(
      async ([to, json]) => {
        const answer = await fetch(`/api/${to}`, json === null ? {} : { method: 'POST', body: json })
        const said: Record<string, unknown> = { http: answer.status, ...(await answer.json()) }
        return said
      },
      [path, body ? JSON.stringify(body) : null] as const,
    )
  const tides = await api('spotify/fetch', { url: ALBUM })
  expect(tides).toMatchObject({ http: 200, kind: 'album', total: 3 })
  expect(await tracks(page)).toEqual([])
  expect(await api('spotify/fetch', { url: 'https://example.com/' })).toMatchObject({ http: 400 })

  const started = await api('download/track', { url: FILE })
  expect(started).toMatchObject({ http: 202, status: 'queued' })
  const job = () => api(`download/job/${String(started['job_id'])}`)
  await expect.poll(job, { timeout: 60_000 }).toMatchObject({ status: 'completed', progress: 100 })
  const { output_path, file_size } = await job()
  const bytes = await page.evaluate(
    async (path) => (await (await fetch(path)).arrayBuffer()).byteLength,
    String(output_path),
  )
  expect(bytes).toBe(file_size)
  const { models } = await api('processing/models')
  expect(models).toContainEqual(expect.objectContaining({ id: 'htdemucs' }))
})

test('a page instead of sound is refused with a sentence, and too many questions are waited out', async ({
  page,
}) => {
  await withoutStems(page)
  await open(page)
  await trouble({ at: 'files.example.com', fault: { kind: 'html' } })
  await add(page, FILE)
  await expect(song(page, 'song-1')).toContainText('not audio', { timeout: 60_000 })
  await control('reset', {})
  const limit = { kind: 'status', status: 429, headers: { 'retry-after': '2' } } as const
  await trouble({ at: 'files.example.com', fault: limit, times: 1 })
  await page.getByRole('button', { name: /^Try again: / }).click()
  await expect.poll(() => ready(page), { timeout: 60_000 }).toBe(1)
})

test('a list of another person says why it cannot be read', async ({ page }) => {
  await open(page)
  const added = await add(page, `https://open.spotify.com/playlist/${CLOSED_PLAYLIST_ID}`)
  const fault = () =>
    page.evaluate(async (id) => (await globalThis.sfa?.job(id))?.fault?.code, added?.jobIds[0] ?? '')
  await expect.poll(fault).toBe('source-refused')
})

test('the catalogues are searched, and what is found is added and downloaded by the keyboard alone', async ({
  page,
}) => {
  await withoutStems(page)
  await seed(page, { ...manySongs(0), settings: [{ key: 'autoDownload', value: false }] })
  await page.goto('/search')
  const box = page.getByRole('searchbox', { name: 'Search the catalogues' })
  await box.fill('low tide lanterns')
  await expect(page.getByRole('button', { name: /^Add Low Tide/ }).first()).toBeVisible()
  await box.press('ArrowDown')
  await page.keyboard.press('Enter')
  const get = page.getByRole('button', { name: /^Download Low Tide/ }).first()
  await get.focus()
  await page.keyboard.press('Enter')
  await expect(page.getByText('Downloaded', { exact: true }).first()).toBeVisible({ timeout: 60_000 })
  await trouble({ at: 'api.deezer.com', fault: { kind: 'status', status: 500 } })
  await box.fill('rope salt lanterns')
  await expect(page.getByText(/Without .*Deezer/)).toBeVisible()
})

test('without a proxy the settings say so, and another one can be named', async ({ page }) => {
  await page.goto('/settings#sources')
  const sources = page.getByRole('region', { name: 'Sources' })
  await expect(sources).toContainText('Answers')
  await sources.getByRole('textbox', { name: 'Address' }).fill('http://127.0.0.1:9')
  await sources.getByRole('button', { name: 'Save' }).click()
  await expect(sources).toContainText('No proxy answers')
  await sources.getByRole('textbox', { name: 'Address' }).fill('')
  await sources.getByRole('button', { name: 'Save' }).click()
  await expect(sources).toContainText('Answers')
  await sources.getByRole('button', { name: 'Audius earlier' }).click()
  await page.reload()
  await expect(sources.getByRole('listitem').nth(1)).toContainText('Audius')
})

test("a person's own Spotify lists are imported by their own client ID, and nothing of it stays", async ({
  page,
}) => {
  const fake = new FakeSpotifyAccount()
  await page.route('https://accounts.spotify.com/authorize?**', (route) =>
    route.fulfill({ status: 302, headers: { location: fake.allow(route.request().url()) } }),
  )
  const answer = async (route: Parameters<Parameters<Page['route']>[1]>[0]) => {
    const request = route.request()
    const headers = { 'access-control-allow-origin': '*', 'access-control-allow-headers': 'authorization' }
    if (request.method() === 'OPTIONS') return route.fulfill({ status: 204, headers })
    const said = await fake.answer(request.url(), {
      body: request.postData() ?? '',
      authorization: request.headers()['authorization'] ?? null,
    })
    return route.fulfill({
      status: said.status,
      headers,
      contentType: 'application/json',
      body: await said.text(),
    })
  }
  await page.route('https://accounts.spotify.com/api/token', answer)
  await page.route('https://api.spotify.com/**', answer)
  await withoutStems(page)
  await page.goto('/settings#sources')
  const sources = page.getByRole('region', { name: 'Sources' })
  await sources.getByRole('textbox', { name: 'Client ID' }).fill('0123456789abcdef0123456789abcdef')
  await sources.getByRole('button', { name: 'Connect' }).click()
  await expect(sources).toContainText('Connected as Lina')
  await sources.getByRole('button', { name: 'Import Liked songs' }).click()
  await expect.poll(async () => (await tracks(page)).length).toBe(2)
  await sources.getByRole('button', { name: 'Disconnect' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Disconnect' }).click()
  await expect(sources.getByRole('button', { name: 'Connect' })).toBeVisible()
})
