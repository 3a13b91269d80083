import { beforeEach, expect, test } from 'vitest'
import type { Job } from '#lib/core/domain/job.ts'
import { MemoryRows } from '#lib/platform/storage/memory-rows.ts'
import type { Tables } from '#lib/platform/storage/rows.ts'
import { CARDS } from '#models/cards.ts'
import { separationOf, trackOf } from '#tests/support/rows-of.ts'
import { writeSettings } from '../settings-rows.ts'
import { emptyRow } from '../tasks/model-parts.ts'
import { insertSeparation, insertSong, SONG_TABLES } from './song-jobs.ts'

const served = CARDS.find((card) => card.graphs.length > 0)?.id ?? 'none'
const bare = CARDS.find((card) => card.graphs.length === 0)?.id ?? 'none'

let rows = new MemoryRows()
let made = 0
const asking = { now: 5, newId: () => `id-${++made}` }
const byHand = { ...asking, modelId: served, region: null, byHand: true }

beforeEach(() => {
  rows = new MemoryRows()
  made = 0
})

const write = <R>(work: (tables: Tables) => Promise<R>) => rows.write(SONG_TABLES, work)
const jobs = () => write((at) => at.jobs.all())
const kinds = (all: readonly Job[]) => all.map((job) => job.kind).sort()
const arriving = trackOf('t', { state: 'arriving', pcm: null })

function modelReady() {
  const card = CARDS.find((one) => one.id === served)
  return write(async (at) => card && at.models.put({ ...emptyRow(card, 1), state: 'ready' }))
}

test('a song comes with its preparation, its separation and the model it needs, each after the other', async () => {
  await write((at) => insertSong(at, arriving, asking))
  const all = await jobs()
  expect(kinds(all)).toEqual(['analyse', 'get-model', 'prepare', 'separate'])
  const separate = all.find((job) => job.kind === 'separate')
  const others = all.filter(({ kind }) => kind === 'prepare' || kind === 'get-model').map((job) => job.id)
  expect(separate?.dependsOn.toSorted()).toEqual(others.toSorted())
  expect(await write((at) => at.separations.all())).toMatchObject([
    { trackId: 't', modelId: served, state: 'partial', frames: 0 },
  ])
})

test('a second song waits for the same fetching of the model', async () => {
  await write((at) => insertSong(at, arriving, asking))
  await write((at) => insertSong(at, { ...arriving, id: 'u', sourceKey: 'u' }, asking))
  expect(kinds(await jobs()).filter((kind) => kind === 'get-model')).toHaveLength(1)
})

test('with the model here nothing is fetched', async () => {
  await modelReady()
  await write((at) => insertSong(at, arriving, asking))
  expect(kinds(await jobs())).toEqual(['analyse', 'prepare', 'separate'])
})

test('a song is only prepared when the settings say so, or when its model cannot be had', async () => {
  await write((at) => writeSettings(at, { autoSeparate: false, autoAnalyse: 'off' }))
  await write((at) => insertSong(at, arriving, asking))
  await write((at) => writeSettings(at, { autoSeparate: true, defaultModel: bare }))
  await write((at) => insertSong(at, { ...arriving, id: 'u', sourceKey: 'u' }, asking))
  expect(kinds(await jobs())).toEqual(['prepare', 'prepare'])
  expect(await write((at) => at.separations.all())).toEqual([])
})

test('asked twice in the same words it is one job and one separation; other words are another', async () => {
  await write((at) => at.tracks.put(trackOf('t')))
  const ask = (region: { start: number; end: number } | null) =>
    write((at) => insertSeparation(at, trackOf('t'), { ...byHand, region }))
  const first = await ask(null)
  expect((await ask(null)).id).toBe(first.id)
  expect((await ask({ start: 0, end: 44_100 })).id).not.toBe(first.id)
  expect(await write((at) => at.separations.all())).toHaveLength(2)
})

test('what was begun before is gone on with, not begun anew', async () => {
  await modelReady()
  await write((at) => at.separations.put(separationOf('old', 't', { modelId: served, finished: [0] })))
  const job = await write((at) => insertSeparation(at, trackOf('t'), byHand))
  expect(job.wish).toMatchObject({ separationId: 'old' })
  expect(await write((at) => at.separations.all())).toHaveLength(1)
})

test('a person who asks goes first and has a paused model fetched on; a song by itself leaves it paused', async () => {
  await write((at) => insertSong(at, arriving, asking))
  const model = (await jobs()).find((job) => job.kind === 'get-model')
  if (model) await write((at) => at.jobs.put({ ...model, state: 'paused' }))
  const state = async () => (await jobs()).find((job) => job.kind === 'get-model')?.state
  await write((at) => insertSong(at, { ...arriving, id: 'u', sourceKey: 'u' }, asking))
  expect(await state()).toBe('paused')
  const job = await write((at) => insertSeparation(at, trackOf('v'), byHand))
  expect(job.priority).toBe(1)
  expect(await state()).toBe('queued')
})
