import { beforeEach, expect, test } from 'vitest'
import { newJob } from '#lib/core/jobs/new-job.ts'
import { MemoryBlobs } from '#lib/platform/blobs/memory-blobs.ts'
import { MemoryRows } from '#lib/platform/storage/memory-rows.ts'
import { ALL_TABLES } from '#lib/platform/storage/tables.ts'
import { separationOf, trackOf } from '#tests/support/rows-of.ts'
import { prefixesOf, putBack, takeOut } from './removal.ts'
import { sweep } from './sweep.ts'

let rows = new MemoryRows()
let blobs = new MemoryBlobs()

let stamps = 0
const stamp = { now: 5, newId: () => `act-${++stamps}` }

const whole = () =>
  rows.read(ALL_TABLES, async (at) => ({
    tracks: await at.tracks.all(),
    separations: await at.separations.all(),
    jobs: await at.jobs.all(),
    mixes: await at.mixes.all(),
    places: await at.albumTracks.all(),
  }))
const bytes = new Uint8Array([1])
const KEYS = ['model/m/000000', 'stems/s/drums/0', 'stems/u/drums/0', 'track/a/file/0', 'track/b/file/0']

beforeEach(async () => {
  rows = new MemoryRows()
  blobs = new MemoryBlobs()
  await rows.write(ALL_TABLES, async (at) => {
    await at.tracks.put(trackOf('a'))
    await at.tracks.put(trackOf('b'))
    await at.separations.put(separationOf('s', 'a', { finished: [0] }))
    await at.separations.put(separationOf('u', 'b'))
    await at.albumTracks.put({ id: 'p', albumId: 'album', trackId: 'a', position: 0 })
    await at.mixes.put({ trackId: 'a', lanes: {}, master: 0.5, loop: null })
    const wish = { kind: 'separate', trackId: 'a', separationId: 's', modelId: 'm', region: null } as const
    await at.jobs.put({
      ...newJob('j', wish, 0),
      state: 'running',
      claims: 1,
      lease: { owner: 'x', since: 0, until: 9, token: 1 },
    })
    await at.models.put({
      id: 'm',
      state: 'ready',
      parts: ['m'],
      bytes: 1,
      totalBytes: 1,
      imported: [],
      fault: null,
      changedAt: 0,
    })
  })
  await blobs.put(KEYS.map((key) => ({ key, bytes })))
})

test('a removed song leaves every table, and only it', async () => {
  const removed = await takeOut(rows, ['a', 'never-there'], stamp)
  const left = await whole()
  expect(left.tracks.map((track) => track.id)).toEqual(['b'])
  expect(left.separations.map((row) => row.id)).toEqual(['u'])
  expect([left.jobs, left.mixes, left.places]).toEqual([[], [], []])
  expect(prefixesOf(removed)).toEqual(['track/a/', 'stems/s/'])
})

test('undone, everything is as it was, and what ran waits in the queue', async () => {
  const before = await whole()
  const removed = await takeOut(rows, ['a'], stamp)
  expect(prefixesOf(await putBack(rows, removed, stamp))).toEqual([])
  const after = await whole()
  expect(after.jobs).toMatchObject([{ id: 'j', state: 'queued', lease: null, claims: 1 }])
  const ids = (rows: readonly { id: string }[]) => rows.toSorted((a, b) => (a.id < b.id ? -1 : 1))
  expect(ids(after.tracks)).toEqual(ids(before.tracks))
  expect(ids(after.separations)).toEqual(ids(before.separations))
  expect([after.mixes, after.places]).toEqual([before.mixes, before.places])
})

test('undone after the same file was added anew, the new one stays and the old bytes are to be freed', async () => {
  const removed = await takeOut(rows, ['a'], stamp)
  await rows.write(['tracks'], (at) => at.tracks.put(trackOf('new', { sourceKey: 'sha256:a' })))
  expect(prefixesOf(await putBack(rows, removed, stamp))).toEqual(['track/a/', 'stems/s/'])
  expect((await whole()).tracks.map((track) => track.id).sort()).toEqual(['b', 'new'])
})

test('the sweep frees what no row speaks of and nothing else', async () => {
  expect(await sweep(rows, blobs)).toEqual([])
  await takeOut(rows, ['a'], stamp)
  expect((await sweep(rows, blobs)).sort()).toEqual(['stems/s/', 'track/a/'])
  expect(await blobs.keys('')).toEqual(['model/m/000000', 'stems/u/drums/0', 'track/b/file/0'])
})

test('the sweep leaves parts of a model that is being fetched', async () => {
  await blobs.put([{ key: 'model/other/000000', bytes }])
  const job = newJob('g', { kind: 'get-model', modelId: 'x' }, 0)
  await rows.write(['jobs'], (at) => at.jobs.put(job))
  expect(await sweep(rows, blobs)).toEqual([])
  await rows.write(['jobs'], (at) => at.jobs.put({ ...job, state: 'failed' }))
  expect(await sweep(rows, blobs)).toEqual(['model/other/'])
})

test('what was taken out and put back is noted with it', async () => {
  const removed = await takeOut(rows, ['a', 'never-there'], stamp)
  await putBack(rows, removed, stamp)
  await takeOut(rows, ['never-there'], stamp)
  const acts = await rows.read(['auditEvents'], ({ auditEvents }) => auditEvents.all())
  expect(acts.map(({ act, fields }) => [act, fields])).toEqual([
    ['tracks-removed', { tracks: 1, title: 'Title a' }],
    ['tracks-restored', { tracks: 1, title: 'Title a' }],
  ])
})
