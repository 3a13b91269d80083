import { describe, expect, it } from 'vitest'
import type { Job } from '#lib/core/domain/job.ts'
import { groupsOf } from './queue-groups.ts'

const job = (id: string, change: Partial<Job>): Job =>
  ({ id, state: 'queued', priority: 0, createdAt: 0, endedAt: null, ...change }) as Job

describe('the groups of the queue', () => {
  it('come in order of how much they matter now, without the empty ones', () => {
    const jobs = [
      job('w', {}),
      job('d', { state: 'done' }),
      job('r', { state: 'running' }),
      job('f', { state: 'failed' }),
    ]
    expect(groupsOf(jobs).map((group) => group.name)).toEqual(['Now', 'Failed', 'Waiting', 'Finished'])
  })

  it('list what waits in the order it will run and what ended newest first', () => {
    const jobs = [
      job('late', { createdAt: 2 }),
      job('early', { createdAt: 1 }),
      job('first', { createdAt: 3, priority: 5 }),
      job('old', { state: 'done', endedAt: 1 }),
      job('new', { state: 'cancelled', endedAt: 2 }),
    ]
    expect(groupsOf(jobs).map((group) => group.jobs.map((one) => one.id))).toEqual([
      ['first', 'early', 'late'],
      ['new', 'old'],
    ])
  })
})
