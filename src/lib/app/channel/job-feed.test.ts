import { afterEach, describe, expect, it, vi } from 'vitest'
import type { Job, Progress } from '#lib/core/domain/job.ts'
import { newJob } from '#lib/core/jobs/new-job.ts'
import { MemoryDisk, MemoryRows } from '#lib/platform/storage/memory-rows.ts'
import { separationOf, trackOf } from '#tests/support/rows-of.ts'
import { settle } from '#tests/support/virtual-clock.ts'
import { startHerald } from './herald.ts'
import { JobFeed, type ChannelMessage } from './job-feed.ts'

const words = { phase: (phase: string) => phase, fault: (why: { code: string }) => why.code }
const wish = { kind: 'separate', trackId: 't', separationId: 's', modelId: 'm', region: null } as const
const job = (id: string, more: Partial<Job> = {}): Job => ({ ...newJob(id, wish, 1), dedupeKey: id, ...more })

class Bus {
  all = new Map<string, Progress>()
  listeners = new Set<(all: ReadonlyMap<string, Progress>) => void>()
  listen(tell: (all: ReadonlyMap<string, Progress>) => void): () => void {
    this.listeners.add(tell)
    return () => this.listeners.delete(tell)
  }
}

const feeds: JobFeed[] = []
afterEach(() => {
  for (const feed of feeds.splice(0)) feed.stop()
})

function opened() {
  const rows = new MemoryRows(new MemoryDisk())
  const bus = new Bus()
  const feed = new JobFeed({ rows, progress: bus, words })
  feeds.push(feed)
  const put = (row: Job) => rows.write(['jobs'], ({ jobs }) => jobs.put(row))
  return { rows, bus, feed, put }
}

describe('what happens to jobs', () => {
  it('is told from the moment somebody listens; what ended before is history', async () => {
    const { feed, put } = opened()
    await put(job('old', { state: 'done' }))
    const heard: ChannelMessage[] = []
    feed.listen((message) => heard.push(message))
    await settle()
    expect(heard).toEqual([])
    await put(job('j'))
    await put(job('j', { state: 'running', phase: 'separating' }))
    await settle()
    expect(heard.map(({ topic, event }) => [topic, event])).toContainEqual(['jobs:j', 'job:progress'])
  })

  it('ends with the job, and with what it made', async () => {
    const { feed, put, rows } = opened()
    await rows.write(['tracks', 'separations'], async (at) => {
      await at.tracks.put(trackOf('t'))
      await at.separations.put(separationOf('s', 't'))
    })
    const heard: ChannelMessage[] = []
    feed.listen((message) => heard.push(message))
    await put(job('j', { state: 'running' }))
    await settle()
    await put(job('j', { state: 'done', fraction: 1 }))
    await vi.waitFor(() => expect(heard.at(-1)?.event).toBe('track.processed'))
    expect(heard.at(-1)?.payload).toEqual({ track_id: 't', stems: ['drums', 'bass', 'other', 'vocals'] })
    expect(heard.map(({ event }) => event)).toContain('job:completed')
  })

  it('is told live while it runs, and to nobody once all have stopped listening', async () => {
    const { feed, put, bus } = opened()
    const heard: ChannelMessage[] = []
    const stop = feed.listen((message) => heard.push(message))
    await put(job('j', { state: 'running', phase: 'separating' }))
    await settle()
    bus.all.set('j', { jobId: 'j', phase: 'separating', fraction: 0.5, leftS: 9 })
    for (const tell of bus.listeners) tell(bus.all)
    expect(heard.at(-1)?.payload).toMatchObject({ job_id: 'j', progress: 50, eta_s: 9 })
    stop()
    expect(bus.listeners.size).toBe(0)
  })

  it('reaches each topic of the site once, from the tab that holds the lock', async () => {
    const { feed, put } = opened()
    const posted: [string, unknown][] = []
    const held: ((signal: AbortSignal) => Promise<void>)[] = []
    const end = new AbortController()
    startHerald({
      feed,
      locks: { hold: (_, work) => (held.push(work), () => end.abort()) },
      open: (topic) => ({
        post: (message) => posted.push([topic, message]),
        listen: () => () => undefined,
        close: () => posted.push([topic, 'closed']),
      }),
    })
    await put(job('j'))
    await settle()
    expect(posted).toEqual([])
    const holding = held[0]?.(end.signal)
    await settle()
    await put(job('j', { state: 'paused' }))
    await settle()
    expect(posted).toEqual([
      [
        'jobs:j',
        { event: 'job:progress', payload: expect.objectContaining({ status: 'paused' }) as unknown },
      ],
    ])
    end.abort()
    await holding
    expect(posted.at(-1)).toEqual(['jobs:j', 'closed'])
  })
})
