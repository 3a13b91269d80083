import { Dexie } from 'dexie'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { DexieBlobs } from '#lib/platform/blobs/dexie-blobs.ts'
import { DexieRows } from '#lib/platform/storage/dexie-rows.ts'
import { CARDS } from '#models/cards.ts'
import { separationOf, trackOf } from '#tests/support/rows-of.ts'
import type { App } from './app.ts'
import { compose } from './compose.ts'

let apps: App[] = []

async function wipe(): Promise<void> {
  for (const name of ['sfa', 'sfa-bytes']) await Dexie.delete(name)
}

async function open(): Promise<App> {
  const app = await compose()
  apps.push(app)
  return app
}

beforeEach(wipe)
afterEach(async () => {
  for (const app of apps) app.stop()
  apps = []
  await wipe()
})

/** What was there before the page came. */
async function before(): Promise<void> {
  const rows = await DexieRows.open()
  const blobs = new DexieBlobs()
  await rows.write(['tracks', 'separations'], async (at) => {
    await at.tracks.put(trackOf('a', { hasCover: true }))
    await at.separations.put(separationOf('s', 'a', { state: 'complete' }))
  })
  await blobs.put(
    ['track/a/cover', 'track/a/file/000000', 'stems/s/drums/0', 'track/orphan/file/000000'].map((key) => ({
      key,
      bytes: new Uint8Array(100),
    })),
  )
  rows.close()
  blobs.close()
}

async function keys(): Promise<string[]> {
  const blobs = new DexieBlobs()
  const all = await blobs.keys('')
  blobs.close()
  return all
}

test('a page finds what was there, counts it, and frees what belongs to nobody', async () => {
  await before()
  const app = await open()
  await vi.waitFor(() => expect(app.library.tracks?.map((track) => track.id)).toEqual(['a']))
  expect(app.library.separations.get('a')).toHaveLength(1)
  // It sweeps once the page has settled.
  const swept = async () => expect(await keys()).not.toContain('track/orphan/file/000000')
  await vi.waitFor(swept, { timeout: 10_000 })
  await vi.waitFor(() => expect(app.storage.byTrack.get('a')).toBe(300))
  const url = await app.library.coverUrl('a')
  expect(url).toMatch(/^blob:/)
  expect(await app.library.coverUrl('a')).toBe(url)
})

test('a song removed in one tab is gone in the other at once; undone it is back with its bytes', async () => {
  await before()
  const [here, there] = [await open(), await open()]
  await vi.waitFor(() => expect(there.library.tracks).toHaveLength(1))
  const { undo } = await here.library.remove(['a'])
  await vi.waitFor(() => expect(there.library.tracks).toEqual([]))
  await undo()
  await vi.waitFor(() => expect(there.library.tracks).toHaveLength(1))
  expect(await keys()).toEqual(expect.arrayContaining(['stems/s/drums/0', 'track/a/cover']))
})

test('what a person edits is marked as theirs', async () => {
  await before()
  const app = await open()
  await app.library.edit('a', { title: 'Mine', artist: 'Artist' })
  await vi.waitFor(() => expect(app.library.tracks?.[0]).toMatchObject({ title: 'Mine', edited: ['title'] }))
})

test('settings are kept, followed by the other tab, and nonsense is not taken', async () => {
  const [here, there] = [await open(), await open()]
  expect([here.settings.theme, here.settings.autoSeparate]).toEqual(['system', true])
  await here.settings.set({ theme: 'dark', autoSeparate: false })
  await here.settings.set({ theme: 'pink' as 'dark' })
  await vi.waitFor(() => expect([there.settings.theme, there.settings.autoSeparate]).toEqual(['dark', false]))
})

test('a separation is refused with a reason, or is one job however often it is asked for', async () => {
  await before()
  const app = await open()
  const bare = CARDS.find((card) => card.graphs.length === 0)?.id ?? ''
  expect(await app.library.separate('gone')).toMatchObject({ ok: false, fault: { code: 'track-gone' } })
  expect(await app.library.separate('a', { modelId: bare })).toMatchObject({
    ok: false,
    fault: { code: 'model-not-served' },
  })
  const region = { start: 0, end: 44_100 }
  const first = await app.library.separate('a', { region })
  expect(first).toMatchObject({ ok: true })
  expect(await app.library.separate('a', { region })).toEqual(first)
  await vi.waitFor(() =>
    expect(app.queue.jobs.map((job) => job.kind).sort()).toEqual(['get-model', 'separate']),
  )
  for (const job of app.queue.jobs) await app.queue.cancel(job.id)
  await vi.waitFor(() => expect(app.queue.jobs.every((job) => job.state === 'cancelled')).toBe(true))
  await vi.waitFor(() => expect(app.library.separations.get('a')).toHaveLength(1))
  await app.queue.clearEnded()
  await vi.waitFor(() => expect(app.queue.jobs).toEqual([]))
})
