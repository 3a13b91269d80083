import { describe, expect, it } from 'vitest'
import type { Job } from '#lib/core/domain/job.ts'
import { groupProgress, typicalMs, type Known } from './group-progress.ts'
import { DEFAULT_LIMITS } from './lanes.ts'
import { newJob } from './new-job.ts'
import { median, statisticsOf, totalsOf } from './statistics.ts'

const prepare = (id: string, more: Partial<Job> = {}): Job => ({
  ...newJob(id, { kind: 'prepare', trackId: id }, 0),
  ...more,
})
const separate = (id: string, more: Partial<Job> = {}): Job => ({
  ...newJob(id, { kind: 'separate', trackId: id, separationId: id, modelId: 'm', region: null }, 0),
  ...more,
})

describe('statistics', () => {
  it('tell how each kind has gone, its retries, times and bytes', () => {
    const jobs = [
      prepare('a', { state: 'done', startedAt: 100, endedAt: 300, bytesIn: 10, bytesOut: 20 }),
      prepare('b', { state: 'done', phaseMs: { decoding: 400 }, failures: 2, bytesIn: 5 }),
      prepare('c', { state: 'failed', failures: 3 }),
      prepare('d', { state: 'cancelled' }),
      separate('e', { state: 'running' }),
    ]
    expect(statisticsOf(jobs)).toEqual([
      {
        ...{ kind: 'prepare', done: 2, failed: 1, cancelled: 1, live: 0, retries: 4, success: 2 / 3 },
        ...{ medianMs: 300, totalMs: 600, bytesIn: 15, bytesOut: 20 },
      },
      {
        ...{ kind: 'separate', done: 0, failed: 0, cancelled: 0, live: 1, retries: 0, success: null },
        ...{ medianMs: null, totalMs: 0, bytesIn: 0, bytesOut: 0 },
      },
    ])
    expect(totalsOf(jobs)).toMatchObject({ done: 2, failed: 1, live: 1 })
  })

  it('know the middle of any number of values', () => {
    expect([[], [3], [4, 2], [9, 1, 5]].map(median)).toEqual([null, 3, 3, 5])
  })
})

describe('several jobs as one', () => {
  const live = new Map([['b', { jobId: 'b', phase: 'separating' as const, fraction: 0.5, leftS: 10 }]])
  const known = (more: Partial<Known> = {}): Known => ({
    ...{ live, typical: new Map(), limits: DEFAULT_LIMITS, isStuck: () => false },
    ...more,
  })

  it('are as far as their weights say, without those cancelled', () => {
    const jobs = [
      separate('a', { state: 'done' }),
      separate('b', { state: 'running' }),
      separate('x', { state: 'cancelled' }),
    ]
    const { fraction, counts } = groupProgress(jobs, known())
    expect(fraction).toBe(0.75)
    expect(counts).toMatchObject({ done: 1, running: 1, cancelled: 1 })
  })

  it('take as long as the longest lane, by what such jobs took before', () => {
    const done = separate('a', { state: 'done', phaseMs: { separating: 40_000 } })
    const jobs = [done, separate('b', { state: 'running' }), separate('c'), prepare('p'), prepare('q')]
    const typical = new Map([...typicalMs([done]), ['prepare', 4_000] as const])
    // One separation at a time: 10 s told and 40 s known; two preparations side by side take 4 s.
    expect(groupProgress(jobs, known({ typical })).leftS).toBe(50)
  })

  it('say nothing of the time where it is not known, or something is paused or stuck, or all has ended', () => {
    const later = known({ typical: new Map([['separate', 1]]), isStuck: (job) => job.id === 'c' })
    expect(groupProgress([separate('c')], later).leftS).toBeNull()
    expect(groupProgress([separate('c')], known()).leftS).toBeNull()
    const paused = separate('d', { state: 'paused' })
    expect(groupProgress([paused], known({ typical: new Map([['separate', 1]]) })).leftS).toBeNull()
    expect(groupProgress([separate('e', { state: 'done' })], known()).leftS).toBeNull()
  })
})
