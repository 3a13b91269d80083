import { afterEach, describe, expect, it } from 'vitest'
import { fault } from '#lib/core/domain/fault.ts'
import type { Job, Progress } from '#lib/core/domain/job.ts'
import { done, failed } from '#lib/core/domain/outcome.ts'
import { newJob } from '#lib/core/jobs/new-job.ts'
import { MemoryBlobs } from '#lib/platform/blobs/memory-blobs.ts'
import { MemoryDisk, MemoryRows } from '#lib/platform/storage/memory-rows.ts'
import { trackOf } from '#tests/support/rows-of.ts'
import { sampleAnalysis } from '#tests/support/sample-analysis.ts'
import { settle } from '#tests/support/virtual-clock.ts'
import { JobFeed } from '../channel/job-feed.ts'
import { openDoor, type DoorNeeds } from './door.ts'
import type { JobInfo, SoundForge } from './sound-forge.ts'

const wish = { kind: 'separate', trackId: 't', separationId: 's', modelId: 'htdemucs', region: null } as const
const job = (change: Partial<Job> = {}): Job => ({ ...newJob('j', wish, 1), ...change })

class Bus {
  all = new Map<string, Progress>()
  #tell: ((all: ReadonlyMap<string, Progress>) => void) | null = null
  listen(tell: (all: ReadonlyMap<string, Progress>) => void): () => void {
    this.#tell = tell
    return () => (this.#tell = null)
  }
  say(progress: Progress): void {
    this.all = new Map([[progress.jobId, progress]])
    this.#tell?.(this.all)
  }
}

const words = { phase: (phase: string) => phase, fault: (why: { code: string }) => why.code }

const closers: (() => void)[] = []
afterEach(() => {
  for (const close of closers.splice(0)) close()
})

function opened(change: Partial<DoorNeeds> = {}) {
  const rows = new MemoryRows(new MemoryDisk())
  const bus = new Bus()
  closers.push(
    openDoor({
      library: { separate: async () => done('j') },
      intake: { files: async () => ({ trackIds: ['a'], known: ['b'], refused: [] }) },
      blobs: new MemoryBlobs(),
      rows,
      progress: bus,
      feed: new JobFeed({ rows, progress: bus, words }),
      words,
      clock: { now: () => 5 },
      newId: () => 'made',
      ...change,
    }),
  )
  return { sfa: globalThis.sfa as SoundForge, rows, bus }
}

describe('the door for programs', () => {
  it('is there once opened and gone once closed', () => {
    opened()
    expect(globalThis.sfa).toBeDefined()
    closers.splice(0).forEach((close) => close())
    expect(globalThis.sfa).toBeUndefined()
  })

  it('answers with new and known tracks alike', async () => {
    expect(await opened().sfa.importFiles([])).toEqual(['a', 'b'])
  })

  it('throws the fault of the first file refused, with the tracks that are in', async () => {
    const refused = [{ name: 'x', fault: fault('file-empty') }]
    const { sfa } = opened({ intake: { files: async () => ({ trackIds: ['a'], known: [], refused }) } })
    await expect(sfa.importFiles([])).rejects.toMatchObject({
      fault: { code: 'file-empty' },
      trackIds: ['a'],
      refused,
    })
  })

  it('speaks of regions in seconds and hands frames on', async () => {
    const asked: unknown[] = []
    const separate: DoorNeeds['library']['separate'] = async (...args) => {
      asked.push(args)
      return done('j')
    }
    const { sfa } = opened({ library: { separate } })
    expect(await sfa.separate('t', { model: 'm', region: { start: 1, end: 2.5 } })).toBe('j')
    expect(asked).toEqual([['t', { modelId: 'm', region: { start: 44_100, end: 110_250 } }]])
  })

  it('throws faults as errors', async () => {
    const { sfa } = opened({ library: { separate: async () => failed(fault('track-gone')) } })
    const error = await sfa.separate('t').catch((thrown: unknown) => thrown)
    expect(error).toBeInstanceOf(Error)
    expect(error).toMatchObject({ fault: { code: 'track-gone', retry: 'never' } })
    await expect(sfa.stem('t', 'bass')).rejects.toMatchObject({ fault: { code: 'stem-missing' } })
  })

  it('tells a job with its live progress, as plain data', async () => {
    const { sfa, rows, bus } = opened()
    expect(await sfa.job('j')).toBeNull()
    await rows.write(['jobs'], ({ jobs }) => jobs.put(job({ state: 'running', fraction: 0.1 })))
    bus.say({ jobId: 'j', phase: 'separating', fraction: 0.4, leftS: 12 })
    const info = await sfa.job('j')
    expect(info).toMatchObject({
      state: 'running',
      phase: 'separating',
      fraction: 0.4,
      leftS: 12,
      trackId: 't',
    })
    expect(structuredClone(info)).toEqual(info)
  })

  it('watches a job: rows and progress, until stopped', async () => {
    const { sfa, rows, bus } = opened()
    const put = (change: Partial<Job>) => rows.write(['jobs'], ({ jobs }) => jobs.put(job(change)))
    await put({ state: 'running' })
    const seen: JobInfo[] = []
    const events: string[] = []
    const stop = sfa.watch('j', (now, { event }) => {
      seen.push(now)
      events.push(event)
    })
    await expect.poll(() => seen.length).toBe(1)
    bus.say({ jobId: 'j', phase: 'separating', fraction: 0.5, leftS: 3 })
    expect(seen.at(-1)).toMatchObject({ fraction: 0.5, leftS: 3 })
    await put({ state: 'done', fraction: 1 })
    await expect.poll(() => seen.at(-1)).toMatchObject({ state: 'done', fraction: 1, leftS: null })
    expect(events.at(0)).toBe('job:progress')
    expect(events.at(-1)).toBe('job:completed')
    stop()
    const told = seen.length
    bus.say({ jobId: 'j', phase: 'separating', fraction: 0.9, leftS: 1 })
    expect(seen.length).toBe(told)
  })

  it('asks for an analysis once, of what a mode or a person names, and only of songs that are here', async () => {
    const { sfa, rows } = opened()
    await expect(sfa.analyse('t')).rejects.toMatchObject({ fault: { code: 'track-gone' } })
    await rows.write(['tracks'], ({ tracks }) => tracks.put(trackOf('t')))
    expect(await sfa.analyse('t', { mode: 'quick' })).toBe('made')
    const jobs = () => rows.read(['jobs'], (at) => at.jobs.all())
    expect(await sfa.analyse('t', { mode: 'quick' })).toBe('made')
    expect((await jobs()).map(({ wish: asked }) => asked)).toEqual([
      { kind: 'analyse', trackId: 't', source: 'mix', mode: 'quick', features: ['tempo', 'key', 'energy'] },
    ])
  })

  it('gives what was found under the names programs know, or null', async () => {
    const { sfa, rows } = opened()
    expect(await sfa.analysis('t')).toBeNull()
    await rows.write(['analyses'], ({ analyses }) => analyses.put(sampleAnalysis('t')))
    const found = await sfa.analysis('t')
    expect(found).toMatchObject({
      tempo: 118.3,
      key: 'F# minor',
      camelot: '11A',
      open_key: '4m',
      duration: 180,
    })
    expect(JSON.parse(JSON.stringify(found))).toEqual(found)
  })

  it('tells what happens on a topic, until stopped', async () => {
    const { sfa, rows } = opened()
    const heard: string[] = []
    const stops = ['jobs', 'jobs:j', 'jobs:other', 'tracks'].map((topic) =>
      sfa.listen(topic, ({ event }) => heard.push(`${topic} ${event}`)),
    )
    const put = (change: Partial<Job>) => rows.write(['jobs'], ({ jobs }) => jobs.put(job(change)))
    await settle()
    await put({})
    await put({ state: 'failed' })
    await expect
      .poll(() => heard)
      .toEqual(expect.arrayContaining(['jobs job:failed', 'jobs:j job:failed', 'tracks job.failed']))
    expect(heard.some((one) => one.startsWith('jobs:other'))).toBe(false)
    for (const stop of stops) stop()
    heard.length = 0
    await put({ state: 'queued' })
    await settle()
    expect(heard).toEqual([])
  })

  it('knows every model, its licence and whether it is here', async () => {
    const [first, ...others] = await opened().sfa.models()
    expect(first).toMatchObject({ id: 'htdemucs', state: 'absent', served: true })
    expect(first?.licence.name).toContain('research')
    expect(others.length).toBeGreaterThan(0)
  })
})
