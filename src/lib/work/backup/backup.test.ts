import { beforeEach, expect, test } from 'vitest'
import { noEdit } from '#lib/core/domain/analysis.ts'
import type { Held } from '#lib/core/backup/archive.ts'
import { DEFAULT_RECIPE, presetRecipeId, trackRecipeId, type KeptRecipe } from '#lib/core/domain/recipe.ts'
import { outcomeOf } from '#lib/core/domain/outcome.ts'
import type { MemoryBlobs } from '#lib/platform/blobs/memory-blobs.ts'
import { MemoryRows } from '#lib/platform/storage/memory-rows.ts'
import { ALL_TABLES } from '#lib/platform/storage/tables.ts'
import { FullBlobs } from '#tests/support/full-blobs.ts'
import { separationOf, trackOf } from '#tests/support/rows-of.ts'
import { Archive, sourceOf } from '#workers/backup/read-archive.ts'
import { ArchiveWriter } from '#workers/backup/write-archive.ts'
import { orderBackup } from './order-backup.ts'
import { restore, whatIsIn } from './restore.ts'

const KEPT: KeptRecipe = { id: '', name: '', recipe: DEFAULT_RECIPE, changedAt: 4 }
const ALL: Held[] = ['original', 'stems', 'models']
let rows = new MemoryRows()
let blobs = new FullBlobs()
let ids = 0

const noise = (seed: number, bytes: number) =>
  Uint8Array.from({ length: bytes }, (_, i) => (Math.imul(i + 1, seed + 7919) >>> 3) & 255)

beforeEach(async () => {
  rows = new MemoryRows()
  blobs = new FullBlobs()
  const file = { name: '../tune: 1?.wav', bytes: 50_000, sha256: 'hash', mime: 'audio/wav' }
  const audio = {
    container: 'WAV',
    codec: 'pcm',
    sampleRate: 44_100,
    channels: 2,
    bitDepth: 16,
    bitrate: null,
  }
  await rows.write(ALL_TABLES, async (at) => {
    await at.tracks.put(trackOf('a', { file, audio, edited: ['title'], title: 'Mended', albumId: 'al' }))
    await at.tracks.put(trackOf('b', { state: 'listed', file: null, pcm: null }))
    await at.separations.put(separationOf('s', 'a', { state: 'complete', finished: [0, 1] }))
    await at.mixes.put({ trackId: 'a', lanes: {}, master: 0.5, loop: null })
    await at.analysisEdits.put({ ...noEdit('a'), bpm: 121, changedAt: 3 })
    await at.albumTracks.put({ id: 'p', albumId: 'al', trackId: 'a', position: 0 })
    await at.albums.put({
      ...{ id: 'al', kind: 'playlist', sourceKey: null, link: null, title: 'Set', artist: '' },
      ...{ releaseDate: null, coverUrl: null, totalTracks: null, truncated: false, skipped: 0, addedAt: 1 },
    })
    await at.recipes.put({ ...KEPT, id: trackRecipeId('a') })
    await at.recipes.put({ ...KEPT, id: presetRecipeId('x'), name: 'Mine' })
    await at.settings.put({ key: 'theme', value: 'light' })
    await at.settings.put({ key: 'proxyAddress', value: 'https://secret.example' })
    await at.secrets.put({ key: 'spotify', value: 'token' })
  })
  await blobs.put([
    { key: 'track/a/file/000000', bytes: noise(1, 30_000) },
    { key: 'track/a/file/000001', bytes: noise(2, 20_000) },
    { key: 'track/a/cover', bytes: noise(3, 999) },
    { key: 'track/a/pcm/0', bytes: noise(4, 5000) },
    { key: 'stems/s/drums/0', bytes: noise(5, 60_000) },
    { key: 'stems/s/vocals/0', bytes: noise(6, 60_000) },
    { key: 'stems/s/peaks/drums/0', bytes: noise(7, 100) },
  ])
})

async function written(holds: Held[] = ALL, trackIds?: string[]): Promise<Blob> {
  const order = await orderBackup(rows, trackIds ? { holds, trackIds } : { holds }, {
    app: '1',
    now: 9,
    bytes: 0,
  })
  const parts: Uint8Array<ArrayBuffer>[] = []
  for await (const part of new ArchiveWriter(blobs).chunks(order)) parts.push(part)
  return new Blob(parts)
}

async function brought(file: Blob, into: { rows: MemoryRows; blobs: MemoryBlobs }) {
  const archive = await Archive.open(sourceOf(file))
  const view = await archive.look()
  const worker = {
    unpack: (_: Blob, folder: string, to: [string, string][]) =>
      outcomeOf(() => archive.unpack(folder, to, into.blobs)),
  }
  const doors = { ...into, worker, now: () => 10, newId: () => `new-${++ids}` }
  const { here } = await whatIsIn(doors, view)
  return { view, here, done: await restore(doors, file, view, () => undefined, new AbortController().signal) }
}

const fresh = () => ({ rows: new MemoryRows(), blobs: new FullBlobs() })
const content = (of: MemoryRows) =>
  of.read(ALL_TABLES, async (at) => ({
    tracks: await at.tracks.all(),
    separations: await at.separations.all(),
    mixes: await at.mixes.all(),
    edits: await at.analysisEdits.all(),
    places: await at.albumTracks.all(),
    albums: await at.albums.all(),
    recipes: await at.recipes.all(),
    settings: await at.settings.all(),
    secrets: await at.secrets.all(),
    jobs: await at.jobs.all(),
  }))

test('backup, wipe, restore: songs, stems and pictures are the same byte for byte, and rows say the same', async () => {
  const there = fresh()
  const { done, here } = await brought(await written(), there)
  expect(here).toBe(0)
  expect(done).toMatchObject({ songs: 2, fresh: 2, stems: 1, missing: [] })
  const before = new Map([...(await blobs.all(''))].filter(([key]) => !key.includes('/pcm/')))
  expect(await there.blobs.all('')).toEqual(before)
  const now = await content(there.rows)
  const old = await content(rows)
  expect(now.separations).toEqual(old.separations)
  expect(now.mixes).toEqual(old.mixes)
  expect(now.edits).toEqual(old.edits)
  expect(now.places).toEqual(old.places)
  expect(now.recipes).toEqual(old.recipes)
  // Its sound is decoded again when somebody wants it.
  expect(now.tracks[0]).toEqual({ ...old.tracks[0], pcm: null })
  expect(now.settings).toEqual([{ key: 'theme', value: 'light' }])
  expect(now.secrets).toEqual([])
})

test('nothing of an archive tells a secret or an address', async () => {
  const text = new TextDecoder().decode(await (await written([])).arrayBuffer())
  expect(text).not.toContain('secret.example')
  expect(text).not.toContain('token')
})

test('restored twice, or over what is here, nothing is doubled and what is here stays', async () => {
  const file = await written()
  await rows.write(['tracks', 'mixes'], async (at) => {
    await at.tracks.change('a', (track) => ({ ...track, id: 'a', artist: 'Mine', edited: ['artist'] }))
    await at.mixes.put({ trackId: 'a', lanes: {}, master: 0.9, loop: null })
  })
  const before = await content(rows)
  const { done, here } = await brought(file, { rows, blobs })
  expect(here).toBe(2)
  expect(done).toMatchObject({ songs: 2, fresh: 0, stems: 0, bytes: 0, missing: [] })
  const after = await content(rows)
  expect(after.mixes).toEqual(before.mixes)
  expect(after.places).toEqual(before.places)
  expect(after.separations).toEqual(before.separations)
  // A correction of the backup counts where nobody corrected here.
  expect(after.tracks[0]).toMatchObject({ artist: 'Mine', title: 'Mended', edited: ['artist', 'title'] })
})

test('the same song under another id is one song, and gets the stems it lacks', async () => {
  const there = fresh()
  await there.rows.write(['tracks', 'separations'], async (at) => {
    await at.tracks.put(trackOf('other', { sourceKey: 'sha256:a' }))
    await at.separations.put(separationOf('s', 'else', { modelId: 'mdx' }))
  })
  await brought(await written(), there)
  const { separations, tracks, mixes, recipes } = await content(there.rows)
  expect(tracks.map((track) => track.id).sort()).toEqual(['b', 'other'])
  const stems = separations.find((row) => row.trackId === 'other')
  expect(stems?.id).toMatch(/^new-/)
  expect(mixes).toMatchObject([{ trackId: 'other' }])
  expect(recipes.map(({ id }) => id).sort()).toEqual(['preset/x', 'track/other'])
  expect(await there.blobs.keys('track/a/')).toEqual([])
  expect(await there.blobs.get(`stems/${stems?.id}/drums/0`)).toEqual(noise(5, 60_000))
})

test('rows alone: the song waits for its file and says so', async () => {
  const there = fresh()
  await brought(await written([]), there)
  const { tracks, separations } = await content(there.rows)
  expect(tracks[0]).toMatchObject({
    state: 'failed',
    fault: { code: 'backup-without-sound' },
    title: 'Mended',
  })
  expect(separations).toEqual([])
})

test('a selection holds its songs and the lists they are in, and no settings', async () => {
  const { view } = await brought(await written(ALL, ['b']), fresh())
  expect(view.head.songs).toBe(1)
  expect(view.packs.find((pack) => pack.folder === 'lists')?.rows).toMatchObject({
    ...{ albums: [], settings: [], recipes: [] },
  })
})

test('a flipped bit costs what it hit, and is named', async () => {
  const bytes = new Uint8Array(await (await written()).arrayBuffer())
  const stem = noise(6, 60_000).subarray(0, 64)
  const at = bytes.findIndex((_, i) => stem.every((value, k) => bytes[i + k] === value))
  bytes[at + 5] = (bytes[at + 5] ?? 0) ^ 1
  const there = fresh()
  const { done } = await brought(new Blob([bytes]), there)
  expect(done.missing).toEqual([{ what: 'stems', name: 'Mended', why: 'damaged' }])
  expect((await content(there.rows)).separations).toEqual([])
  expect(await there.blobs.keys('stems/')).toEqual([])
  expect((await content(there.rows)).tracks[0]).toMatchObject({ state: 'ready' })
})

test('an archive that was cut off gives the songs that are whole', async () => {
  const whole = await written()
  const there = fresh()
  const { done } = await brought(whole.slice(0, whole.size - 1200), there)
  expect(done.songs).toBeGreaterThan(0)
  expect(done.missing).toContainEqual({ what: 'pack', name: '', why: 'cut' })
})

test('a disk that runs full keeps what was brought, and another try goes on', async () => {
  const file = await written()
  const there = fresh()
  there.blobs.left = 3
  await expect(brought(file, there)).rejects.toMatchObject({ fault: { code: 'storage-full' } })
  expect(await there.blobs.keys('')).toEqual([])
  there.blobs.left = Number.POSITIVE_INFINITY
  const { done } = await brought(file, there)
  expect(done).toMatchObject({ fresh: 2, missing: [] })
})
