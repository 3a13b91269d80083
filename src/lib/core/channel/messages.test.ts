import { describe, expect, it } from 'vitest'
import { fault } from '#lib/core/domain/fault.ts'
import type { Job, JobState } from '#lib/core/domain/job.ts'
import { newJob } from '#lib/core/jobs/new-job.ts'
import { jobMessage } from './messages.ts'
import { endedEvent } from './track-events.ts'

const words = {
  phase: (phase: string) => `at ${phase}`,
  fault: (why: { code: string }) => `because ${why.code}`,
}
const facts = { file: null, stems: ['vocals', 'drums'], analysis: null }

function job(state: JobState, more: Partial<Job> = {}): Job {
  const wish = { kind: 'separate', trackId: 't', separationId: 's', modelId: 'm', region: null } as const
  return { ...newJob('j', wish, 1), state, ...more }
}

describe('what a job says to programs', () => {
  it('names its topic, and how far it is in whole percent', () => {
    const live = { jobId: 'j', phase: 'separating', fraction: 0.459, leftS: 41.4 } as const
    expect(jobMessage(job('running'), live, words)).toEqual({
      topic: 'jobs:j',
      event: 'job:progress',
      payload: {
        ...{ job_id: 'j', track_id: 't', worker: 'separate', status: 'processing', progress: 45 },
        ...{ message: 'at separating', eta_s: 41 },
      },
    })
  })

  it('never goes back behind what was written', () => {
    const live = { jobId: 'j', phase: 'separating', fraction: 0.1, leftS: null } as const
    expect(jobMessage(job('running', { fraction: 0.3 }), live, words).payload.progress).toBe(30)
  })

  it('has one event for each end, with the reason of a failure', () => {
    expect(jobMessage(job('done'), null, words)).toMatchObject({
      event: 'job:completed',
      payload: { status: 'completed', progress: 100 },
    })
    expect(jobMessage(job('failed', { fault: fault('gpu-lost') }), null, words)).toMatchObject({
      event: 'job:failed',
      payload: { status: 'failed', error: 'gpu-lost', message: 'because gpu-lost' },
    })
    expect(jobMessage(job('cancelled'), null, words)).toMatchObject({
      event: 'job:failed',
      payload: { status: 'cancelled', error: 'cancelled' },
    })
  })

  it('calls fetching downloading', () => {
    const fetching = { ...newJob('g', { kind: 'get-model', modelId: 'm' }, 1), state: 'running' as const }
    expect(jobMessage(fetching, null, words).payload.status).toBe('downloading')
  })
})

describe('what the end of a job means to those who listen', () => {
  it('is the stems of a separated song', () => {
    expect(endedEvent(job('done'), facts)).toEqual({
      topic: 'tracks',
      event: 'track.processed',
      payload: { track_id: 't', stems: ['vocals', 'drums'] },
    })
  })

  it('is the reason of a failure', () => {
    expect(endedEvent(job('failed', { fault: fault('gpu-lost') }), facts)).toMatchObject({
      event: 'job.failed',
      payload: { job_id: 'j', worker: 'separate', error: 'gpu-lost' },
    })
  })

  it('is nothing for what goes on, was cancelled, or only tells of others', () => {
    expect(endedEvent(job('running'), facts)).toBeNull()
    expect(endedEvent(job('cancelled'), facts)).toBeNull()
    expect(endedEvent({ ...job('failed'), kind: 'deliver-hook' as Job['kind'] }, facts)).toBeNull()
  })
})
