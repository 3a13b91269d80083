import { expect, it } from 'vitest'
import type { Job } from '#lib/core/domain/job.ts'
import { endedLong } from './long-jobs.ts'
import { newJob } from './new-job.ts'

const job = (id: string, state: Job['state'], ms: number, more: Partial<Job> = {}): Job => ({
  ...newJob(id, { kind: 'prepare', trackId: id }, 0),
  ...{ state, startedAt: 1_000, endedAt: 1_000 + ms },
  ...more,
})

it('names long jobs that have just ended, and no others', () => {
  const before = new Map([
    ['done', 'running'],
    ['failed', 'running'],
    ['short', 'running'],
    ['old', 'done'],
    ['cancelled', 'running'],
    ['step', 'running'],
  ] as const)
  const jobs = [
    job('done', 'done', 31_000),
    job('failed', 'failed', 40_000),
    job('short', 'done', 30_000),
    job('old', 'done', 90_000),
    job('cancelled', 'cancelled', 90_000),
    job('unknown', 'done', 90_000),
    job('step', 'done', 90_000),
    job('next', 'queued', 0, { dependsOn: ['step'] }),
  ]
  expect(endedLong(before, jobs).map(({ id }) => id)).toEqual(['done', 'failed'])
})
