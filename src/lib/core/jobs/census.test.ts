import { expect, it } from 'vitest'
import { fault } from '#lib/core/domain/fault.ts'
import type { Job } from '#lib/core/domain/job.ts'
import { censusOf } from './census.ts'
import { newJob } from './new-job.ts'

const job = (id: string, more: Partial<Job>): Job => ({
  ...newJob(id, { kind: 'prepare', trackId: id }, 100),
  ...more,
})

it('counts each kind by state, and knows its oldest live job and its newest failure', () => {
  const jobs = [
    job('a', { createdAt: 400 }),
    job('b', { createdAt: 300, state: 'running' }),
    job('c', { createdAt: 1, state: 'failed', fault: fault('file-cut'), endedAt: 200 }),
    job('d', { createdAt: 2, state: 'failed', fault: fault('storage-full'), endedAt: 150 }),
    { ...newJob('m', { kind: 'get-model', modelId: 'm' }, 5), state: 'done' as const, endedAt: 9 },
  ]
  expect(censusOf(jobs, 1000)).toEqual([
    { kind: 'get-model', states: { done: 1 }, oldestMs: null, last: null },
    {
      kind: 'prepare',
      states: { queued: 1, running: 1, failed: 2 },
      oldestMs: 700,
      last: { fault: fault('file-cut'), at: 200 },
    },
  ])
})

it('gives no negative age after the clock was set back', () => {
  expect(censusOf([job('a', { createdAt: 5000 })], 10)[0]?.oldestMs).toBe(0)
})
