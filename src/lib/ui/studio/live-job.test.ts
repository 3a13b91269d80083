import { describe, expect, it } from 'vitest'
import type { Job } from '#lib/core/domain/job.ts'
import { newJob } from '#lib/core/jobs/new-job.ts'
import { workOf } from './live-job.ts'

const job = (id: string, more: Partial<Job> = {}): Job => ({
  ...newJob(id, { kind: 'separate', trackId: 't', separationId: 's', modelId: 'm', region: null }, 1),
  ...more,
})
const model = (more: Partial<Job> = {}): Job => ({
  ...newJob('model', { kind: 'get-model', modelId: 'm' }, 1),
  ...more,
})

describe('the work of a track', () => {
  it('is what runs before what waits', () => {
    const work = workOf([job('waits'), job('runs', { state: 'running' })], 't')
    expect(work?.watched.id).toBe('runs')
  })

  it('shows the model on its way while the separation waits for it', () => {
    const waits = job('waits', { dependsOn: ['model'] })
    expect(workOf([waits, model({ state: 'running' })], 't')).toMatchObject({
      job: { id: 'waits' },
      watched: { id: 'model' },
    })
    expect(workOf([waits, model({ state: 'done' })], 't')?.watched.id).toBe('waits')
  })

  it('is the last job if that failed, and nothing once a later one is done', () => {
    const broken = job('broken', { state: 'failed', createdAt: 1 })
    expect(workOf([broken], 't')?.job.id).toBe('broken')
    expect(workOf([broken, job('done', { state: 'done', createdAt: 2 })], 't')).toBeNull()
    expect(workOf([broken], 'other')).toBeNull()
  })
})
