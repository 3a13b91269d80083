import { expect, type Page } from '@playwright/test'
import { isEnded, type Job } from '#lib/core/domain/job.ts'
import type { Track } from '#lib/core/domain/track.ts'
import { manySongs, seed } from '../support/seed-library.ts'
import { sampleTrack } from '../support/sample-rows.ts'
import { add, opened, rowsIn, withoutStems } from './door.ts'
import { test } from './journey.ts'
import { songFile } from './song-file.ts'

const HOUR = 3_600_000
const MB = 1_000_000

const song = (page: Page, title: string) =>
  page.getByRole('list', { name: 'Songs', exact: true }).getByRole('listitem').filter({ hasText: title })
const states = (page: Page) =>
  page.evaluate(async () => ((await globalThis.sfa?.tracks()) ?? []).map((track) => track.state))
const control = (path: string, body: unknown) =>
  fetch(new URL(`_control/${path}`, process.env['OUTSIDE_URL']), {
    method: 'POST',
    body: JSON.stringify(body),
  })

/** How many jobs were told to wait, and how many have not ended. */
const waiting = async (page: Page) =>
  (await rowsIn<Job>(page, 'jobs')).filter((job) => job.state === 'queued' && job.waitsSince !== null).length
const live = async (page: Page) =>
  (await rowsIn<Job>(page, 'jobs')).filter((job) => !isEnded(job.state)).length

/** A tab of the first version, with one song, that minds nobody. */
function holdFirstVersion(row: Track): Promise<void> {
  const stores = {
    ...{ tracks: ['id'], separations: ['id', 'trackId'], models: ['id'], mixes: ['trackId'] },
    ...{ settings: ['key'], logs: ['++'], meta: ['key'] },
    jobs: ['id', 'state', 'trackId', 'dedupeKey'],
  }
  return new Promise((resolve, reject) => {
    const opening = indexedDB.open('sfa', 10)
    opening.onerror = () => reject(opening.error)
    opening.onsuccess = () => resolve()
    opening.onupgradeneeded = () => {
      const db = opening.result
      for (const [name, [key = '', ...indices]] of Object.entries(stores)) {
        const path = key === '++' ? { keyPath: 'id', autoIncrement: true } : { keyPath: key }
        const store = db.createObjectStore(name, path)
        for (const index of indices) store.createIndex(index, index)
        if (name === 'jobs') store.createIndex('liveKey', 'liveKey', { unique: true })
        if (name !== 'tracks') continue
        store.createIndex('sourceKey', 'sourceKey', { unique: true })
        store.put(row)
      }
    }
  })
}

async function addFile(page: Page, name: string, seconds: number, seedOf: number): Promise<void> {
  const file = { name: `${name}.wav`, mimeType: 'audio/wav', buffer: songFile(seconds, seedOf) }
  await page.setInputFiles('[data-intake="files"]', file)
}

test.beforeEach(async () => {
  await control('reset', {})
})

test('a full disk is told in a sentence, and harms no older song', async ({ page, context, baseURL }) => {
  const devtools = await context.newCDPSession(page)
  const origin = new URL(baseURL ?? '').origin
  await devtools.send('Storage.overrideQuotaForOrigin', { origin, quotaSize: 16 * MB })
  await page.goto('/')
  await opened(page)
  await seed(page, { ...manySongs(0), settings: [{ key: 'autoSeparate', value: false }] })
  await page.reload()
  await opened(page)
  await addFile(page, 'Older', 2, 1)
  await expect.poll(() => states(page)).toEqual(['ready'])
  await addFile(page, 'Newer', 60, 2)
  await expect(page.getByText(/The device is out of storage/).first()).toBeVisible()
  // The newer one may have got as far as a row that says why it is not there.
  expect((await states(page)).filter((state) => state === 'ready')).toHaveLength(1)
})

test('the clock is set back an hour, and ahead a day: what waits goes on, and nothing is begun twice', async ({
  page,
}) => {
  await page.addInitScript(() => {
    const now = Date.now.bind(Date)
    Date.now = () => now() + Number(document.documentElement?.dataset['clockMs'] ?? 0)
  })
  await withoutStems(page)
  await page.goto('/')
  const limit = { kind: 'status', status: 429, headers: { 'retry-after': '6' } } as const
  for (const [title, jump] of [
    ['song-1', -HOUR],
    ['song-2', 24 * HOUR],
  ] as const) {
    await control('trouble', { at: 'files.example.com', fault: limit, times: 1 })
    await add(page, `https://files.example.com/${title}.wav`)
    await expect.poll(() => waiting(page)).toBe(1)
    await page.evaluate((ms) => {
      const { dataset } = document.documentElement
      dataset['clockMs'] = String(Number(dataset['clockMs'] ?? 0) + ms)
    }, jump)
    await expect.poll(() => live(page)).toBe(0)
  }
  expect(await states(page)).toEqual(['ready', 'ready'])
})

test('where another tab keeps an older library open, the page says so, and goes on when that is closed', async ({
  page,
  context,
}) => {
  const older = await context.newPage()
  await older.goto(new URL('/early.js', test.info().project.use.baseURL).href)
  await older.evaluate(holdFirstVersion, sampleTrack('kept', 441_000, { title: 'Kept Song' }))
  await page.goto('/')
  await expect(page.getByText(/Another tab has the library open with an older version/)).toBeVisible()
  await older.close()
  await expect(song(page, 'Kept Song')).toBeVisible()
})
