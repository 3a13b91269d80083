import { describe, expect, test } from 'vitest'
import { trackOf } from '#tests/support/rows-of.ts'
import { newEnrichment, type EnrichmentTask } from '../domain/enrichment.ts'
import { fault } from '../domain/fault.ts'
import type { Job } from '../domain/job.ts'
import type { Track } from '../domain/track.ts'
import { newJob } from '../jobs/new-job.ts'
import { layersOf, type Layer, type LayerId } from './layers.ts'

const listed = (id: string, more: Partial<Track> = {}) =>
  trackOf(id, { sourceKey: `list:${id}`, state: 'listed', file: null, addedAt: 50, ...more })
const task = (id: string, more: Partial<EnrichmentTask> = {}): EnrichmentTask => ({
  ...newEnrichment(`task-${id}`, { id, albumId: null }, 100),
  ...more,
})
const run = (more: Partial<Job> = {}): Job => ({
  ...newJob('run', { kind: 'enrich', nonce: 'n' }, 100),
  ...more,
})

interface Standing {
  tasks?: EnrichmentTask[]
  tracks?: Track[]
  jobs?: Job[]
  lostCovers?: number
}

function layer(id: LayerId, { tasks = [], tracks = [], jobs = [], lostCovers = 0 }: Standing): Layer {
  const found = layersOf({ tasks, tracks, jobs, lostCovers }).find((one) => one.id === id)
  if (!found) throw new Error(`no layer ${id}`)
  return found
}

describe('the layers of learning more', () => {
  test('come in the order a song goes through them, and an empty library is whole', () => {
    const layers = layersOf({ tasks: [], tracks: [], jobs: [], lostCovers: 0 })
    expect(layers.map((one) => one.id)).toEqual([
      ...['creation', 'orchestration', 'execution'],
      ...['lookup', 'writing', 'showing'],
    ])
    for (const one of layers)
      expect(one).toMatchObject({ count: 0, oldestAt: null, lastError: null, broken: false })
  })

  test('creation: a song of a list without a task is a break; a file of a person needs none', () => {
    const tracks = [listed('a', { addedAt: 70 }), listed('b'), trackOf('own')]
    expect(layer('creation', { tracks })).toMatchObject({ count: 2, oldestAt: 50, broken: true })
    const tasks = [task('a'), task('b', { status: 'done' })]
    expect(layer('creation', { tracks, tasks })).toMatchObject({ count: 0, oldestAt: null, broken: false })
  })

  test('creation: a link that is still looked up gets its task with its name', () => {
    const lookup: Job = { ...run(), kind: 'fetch-metadata', trackId: 'a' }
    expect(layer('creation', { tracks: [listed('a')], jobs: [lookup] })).toMatchObject({ broken: false })
  })

  test.each(['queued', 'running', 'paused'] as const)(
    'orchestration: tasks may wait while a run is %s',
    (state) => {
      const tasks = [task('a'), task('b', { createdAt: 80 })]
      const found = layer('orchestration', { tasks, jobs: [run({ state })] })
      expect(found).toMatchObject({ count: 2, oldestAt: 80, broken: false })
    },
  )

  test('orchestration: tasks that nobody will take up are a break, with what ended the last run', () => {
    const older = run({ id: 'older', state: 'failed', fault: fault('offline'), createdAt: 1 })
    const newer = run({ state: 'failed', fault: fault('source-limit', { detail: 'deezer' }), createdAt: 2 })
    const found = layer('orchestration', { tasks: [task('a')], jobs: [newer, older] })
    expect(found).toMatchObject({ broken: true, lastError: 'source-limit: deezer' })
  })

  test('execution: a task in hand without a run is a break', () => {
    const tasks = [task('a', { status: 'running', updatedAt: 120 })]
    expect(layer('execution', { tasks })).toMatchObject({ count: 1, oldestAt: 120, broken: true })
    expect(layer('execution', { tasks, jobs: [run({ state: 'queued' })] }).broken).toBe(true)
    expect(layer('execution', { tasks, jobs: [run({ state: 'running' })] }).broken).toBe(false)
  })

  test('lookup: what ended in an error is counted, the newest is told, and nothing is broken', () => {
    const tasks = [
      task('a', { status: 'error', updatedAt: 300, errorMessage: 'newest' }),
      task('b', { status: 'error', updatedAt: 200, errorMessage: 'older' }),
    ]
    const found = layer('lookup', { tasks })
    expect(found).toMatchObject({ count: 2, oldestAt: 200, lastError: 'newest', broken: false })
  })

  test('writing: done, but the song has no normalised title, is a break; a song that is gone is none', () => {
    const tasks = [task('a', { status: 'done', updatedAt: 150 }), task('gone', { status: 'done' })]
    const bare = layer('writing', { tasks, tracks: [listed('a', { normalizedTitle: null })] })
    expect(bare).toMatchObject({ count: 1, oldestAt: 150, broken: true })
    const written = layer('writing', { tasks, tracks: [listed('a', { normalizedTitle: 'title a' })] })
    expect(written).toMatchObject({ count: 0, broken: false })
  })

  test('showing: covers that are lost are a break', () => {
    expect(layer('showing', { lostCovers: 2 })).toMatchObject({ count: 2, broken: true })
  })
})
