import { beforeEach, expect, test } from 'vitest'
import { FEATURES } from '#lib/core/domain/analysis.ts'
import { newJob } from '#lib/core/jobs/new-job.ts'
import { MemoryRows } from '#lib/platform/storage/memory-rows.ts'
import { writeSettings } from '../settings-rows.ts'
import { insertAnalysis, insertStemsAnalysis } from './new-analysis.ts'

let rows = new MemoryRows()
let made = 0
const asking = { now: 5, newId: () => `id-${++made}` }
const mix = { ...asking, source: 'mix', mode: 'full', byHand: true } as const

beforeEach(() => {
  rows = new MemoryRows()
  made = 0
})

const jobs = () => rows.read(['jobs'], (at) => at.jobs.all())

test('an analysis waits for the song to be decoded, and only for that', async () => {
  await rows.write(['jobs'], async (at) => {
    await at.jobs.put(newJob('p', { kind: 'prepare', trackId: 't' }, 1))
    await at.jobs.put({ ...newJob('q', { kind: 'prepare', trackId: 'u' }, 1), state: 'done' })
  })
  const write = (trackId: string) => rows.write(['tracks', 'jobs'], (at) => insertAnalysis(at, trackId, mix))
  expect((await write('t')).dependsOn).toEqual(['p'])
  expect((await write('u')).dependsOn).toEqual([])
})

test('features come in one order, so that the same asked in another is the same job', async () => {
  const ask = (features: ('key' | 'tempo')[]) =>
    rows.write(['tracks', 'jobs'], (at) => insertAnalysis(at, 't', { ...mix, features }))
  const first = await ask(['key', 'tempo'])
  expect((await ask(['tempo', 'key'])).id).toBe(first.id)
  expect(first.wish).toMatchObject({ features: ['tempo', 'key'] })
})

test('stems are listened to by themselves, unless the settings say that nothing is', async () => {
  const follow = () =>
    rows.write(['tracks', 'jobs', 'settings'], (at) => insertStemsAnalysis(at, 't', asking))
  await rows.write(['settings'], (at) => writeSettings(at, { autoAnalyse: 'off' }))
  await follow()
  expect(await jobs()).toEqual([])
  await rows.write(['settings'], (at) => writeSettings(at, { autoAnalyse: 'full' }))
  await follow()
  expect((await jobs()).map(({ wish }) => wish)).toEqual([
    { kind: 'analyse', trackId: 't', source: 'stems', mode: 'full', features: [...FEATURES] },
  ])
})
