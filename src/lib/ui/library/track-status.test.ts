import { describe, expect, it } from 'vitest'
import { fault } from '#lib/core/domain/fault.ts'
import type { Job } from '#lib/core/domain/job.ts'
import type { Separation } from '#lib/core/domain/separation.ts'
import type { Track } from '#lib/core/domain/track.ts'
import { jobsByTrack, statusOf } from './track-status.ts'

const track = { id: 't', state: 'ready', fault: null } as Track
const job = (change: Partial<Job>): Job =>
  ({
    id: 'j',
    trackId: 't',
    state: 'running',
    phase: 'separating',
    fraction: 0.2,
    createdAt: 1,
    fault: null,
    ...change,
  }) as Job
const whole = { state: 'complete', stems: ['drums', 'bass', 'other', 'vocals'] } as Separation
const none = new Map<string, never>()

describe('what a card says of a track', () => {
  it('speaks of live progress while there is some, else of the last checkpoint', () => {
    const live = new Map([['j', { jobId: 'j', phase: 'separating' as const, fraction: 0.62, leftS: 41 }]])
    expect(statusOf(track, [], [job({})], live)).toMatchObject({ kind: 'working', fraction: 0.62, leftS: 41 })
    expect(statusOf(track, [], [job({})], none)).toMatchObject({
      kind: 'working',
      fraction: 0.2,
      leftS: null,
    })
  })

  it('prefers what runs to what waits', () => {
    const jobs = [job({ id: 'waits', state: 'queued' }), job({ id: 'runs' })]
    expect(statusOf(track, [], jobs, none)).toMatchObject({ job: { id: 'runs' } })
  })

  it('keeps its stems when a later job failed', () => {
    const broken = job({ state: 'failed', fault: fault('engine-crashed') })
    expect(statusOf(track, [whole], [broken], none)).toEqual({ kind: 'stems', stems: 4 })
    expect(statusOf(track, [], [broken], none)).toMatchObject({
      kind: 'failed',
      fault: { code: 'engine-crashed' },
    })
  })

  it('forgets a failure that was tried again with success', () => {
    const jobs = [job({ state: 'failed', fault: fault('offline') }), job({ state: 'done', createdAt: 2 })]
    expect(statusOf(track, [], jobs, none)).toEqual({ kind: 'plain' })
  })

  it('names the fault of a track that could not be read', () => {
    const broken = { ...track, state: 'failed' as const, fault: fault('file-cut') }
    expect(statusOf(broken, [], [], none)).toMatchObject({
      kind: 'failed',
      fault: { code: 'file-cut' },
      job: null,
    })
  })

  it('groups jobs by their track', () => {
    const by = jobsByTrack([job({ id: '1' }), job({ id: '2', trackId: null }), job({ id: '3' })])
    expect(by.get('t')?.map((one) => one.id)).toEqual(['1', '3'])
    expect(by.size).toBe(1)
  })
})
