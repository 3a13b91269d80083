import { describe, expect, it } from 'vitest'
import { fault } from '#lib/core/domain/fault.ts'
import type { Job } from '#lib/core/domain/job.ts'
import { causeOf } from '#lib/core/jobs/cause.ts'

const job = (id: string, change: Partial<Job>): Job =>
  ({ id, state: 'failed', dependsOn: [], ...change }) as Job

describe('why a job failed', () => {
  const model = job('model', { fault: fault('model-unreachable') })
  const waited = job('stems', { fault: fault('dependency-failed'), dependsOn: ['song', 'model'] })

  it('is told of the job that it waited for', () => {
    expect(causeOf(waited, [waited, model])?.code).toBe('model-unreachable')
  })

  it('is its own fault where that job is gone, or was not the reason', () => {
    expect(causeOf(waited, [waited])?.code).toBe('dependency-failed')
    expect(causeOf(model, [waited, model])?.code).toBe('model-unreachable')
  })
})
