import { beforeEach, expect, test } from 'vitest'
import { newJob } from '#lib/core/jobs/new-job.ts'
import { MemoryBlobs } from '#lib/platform/blobs/memory-blobs.ts'
import { MemoryRows } from '#lib/platform/storage/memory-rows.ts'
import { ALL_TABLES } from '#lib/platform/storage/tables.ts'
import { separationOf, trackOf } from '#tests/support/rows-of.ts'
import { soundJobs, wakeSound } from '../queue/need-sound.ts'
import { sweep } from '../sweep.ts'
import { noteLost } from './find-lost.ts'
import { measure } from './measure.ts'
import { emptyTrash, moveToTrash, takeBack } from './trash.ts'

const pcm = { frames: 44_100, mean: 0, std: 0.1, peak: 0.5 }
const file = { name: 'a.wav', bytes: 3, sha256: 'a', mime: 'audio/wav' }
const KEYS = ['stems/s/drums/0', 'stems/s/peaks/drums/0', 'track/a/cover', 'track/a/file/0', 'track/a/pcm/0']

let rows = new MemoryRows()
let blobs = new MemoryBlobs()
let ids = 0
const stamp = { now: 5, newId: () => `id-${++ids}` }
const doors = () => ({ rows, blobs })
const all = () =>
  rows.read(ALL_TABLES, async (at) => ({
    tracks: await at.tracks.all(),
    separations: await at.separations.all(),
    jobs: await at.jobs.all(),
    trash: await at.trash.all(),
  }))

beforeEach(async () => {
  rows = new MemoryRows()
  blobs = new MemoryBlobs()
  await rows.write(ALL_TABLES, async (at) => {
    await at.tracks.put({ ...trackOf('a'), state: 'ready', file, pcm })
    await at.separations.put(separationOf('s', 'a', { finished: [0], state: 'complete' }))
  })
  await blobs.put(KEYS.map((key) => ({ key, bytes: new Uint8Array(3) })))
})

test('everything is weighed by kind and by song', async () => {
  const { kinds, songs } = await measure(rows, blobs)
  expect(kinds).toEqual({ stems: 3, pictures: 6, original: 3, sound: 3 })
  expect(songs.get('a')).toEqual(kinds)
})

test.each(['stems', 'sound', 'songs'] as const)(
  'a clean-up of %s can be undone: rows and bytes are as before',
  async (what) => {
    const before = await all()
    const item = await moveToTrash(doors(), what, ['a'], stamp)
    expect(item).toMatchObject({ what, songs: 1 })
    expect(item?.bytes).toBeGreaterThan(0)
    expect(await all()).not.toEqual(before)
    expect(await sweep(rows, blobs)).toEqual([])
    expect(await takeBack(rows, item?.id ?? '', stamp)).toBe(true)
    expect(await all()).toEqual(before)
    expect(await blobs.keys('')).toEqual(KEYS)
    expect(await takeBack(rows, item?.id ?? '', stamp)).toBe(false)
  },
)

test('emptied, the trash frees exactly what was taken', async () => {
  await moveToTrash(doors(), 'stems', ['a'], stamp)
  expect(await emptyTrash(rows)).toEqual(['stems/s/'])
  await moveToTrash(doors(), 'sound', ['a'], stamp)
  expect(await emptyTrash(rows)).toEqual(['track/a/pcm/'])
  expect((await all()).trash).toEqual([])
})

test('sound that was decoded anew, or is just being, is not thrown away with the old', async () => {
  await moveToTrash(doors(), 'sound', ['a'], stamp)
  await rows.write(['tracks', 'jobs'], (at) => soundJobs(at, 'a', stamp))
  expect(await emptyTrash(rows)).toEqual([])
  const { jobs } = await all()
  expect(jobs).toMatchObject([{ kind: 'prepare', trackId: 'a', state: 'queued' }])
})

test('what is being worked on stays', async () => {
  const wish = { kind: 'separate', trackId: 'a', separationId: 's', modelId: 'm', region: null } as const
  await rows.write(['jobs'], (at) => at.jobs.put(newJob('j', wish, 0)))
  expect(await moveToTrash(doors(), 'stems', ['a'], stamp)).toBeNull()
  expect(await moveToTrash(doors(), 'sound', ['a'], stamp)).toBeNull()
})

test('a song without stems has its freed sound decoded when it is opened, one with stems does not', async () => {
  await moveToTrash(doors(), 'sound', ['a'], stamp)
  await wakeSound(rows, 'a', stamp)
  expect((await all()).jobs).toEqual([])
  await moveToTrash(doors(), 'stems', ['a'], stamp)
  await wakeSound(rows, 'a', stamp)
  expect((await all()).jobs).toHaveLength(1)
})

test('a browser that has cleared the bytes is noticed: the song says so and takes its file again', async () => {
  await blobs.removeAll('')
  expect(await noteLost(doors(), await measure(rows, blobs))).toEqual({ songs: 1, stems: 1, models: 0 })
  const { tracks, separations } = await all()
  expect(tracks).toMatchObject([{ state: 'failed', fault: { code: 'storage-lost' }, file, pcm: null }])
  expect(separations).toEqual([])
  expect(await noteLost(doors(), await measure(rows, blobs))).toEqual({ songs: 0, stems: 0, models: 0 })
})

test('where only decoded sound is gone, it is decoded again when it is wanted; nothing counts as lost', async () => {
  await blobs.removeAll('track/a/pcm/')
  expect(await noteLost(doors(), await measure(rows, blobs))).toEqual({ songs: 0, stems: 0, models: 0 })
  expect((await all()).tracks).toMatchObject([{ state: 'ready', pcm: null }])
})
