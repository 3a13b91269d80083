import { describe, expect, it } from 'vitest'
import { ANALYZER, FEATURES, QUICK, type Analysis } from '#lib/core/domain/analysis.ts'
import { newDownload, type Comparison } from '#lib/core/domain/download.ts'
import { fault } from '#lib/core/domain/fault.ts'
import type { JobWish } from '#lib/core/domain/job.ts'
import { done, failed, type Outcome } from '#lib/core/domain/outcome.ts'
import { newJob } from '#lib/core/jobs/new-job.ts'
import { MemoryRows } from '#lib/platform/storage/memory-rows.ts'
import { ALL_TABLES } from '#lib/platform/storage/tables.ts'
import { separationOf, trackOf } from '#tests/support/rows-of.ts'
import { taskContext } from '#tests/support/task-context.ts'
import type { AnalysisOrder, Finding } from '#workers/analysis/contract.ts'
import { analyseTrackTask } from './analyse-track.ts'

type Wish = Extract<JobWish, { kind: 'analyse' }>

const FOUND: Finding = {
  source: 'mix',
  separationId: null,
  analyzer: { ...ANALYZER, profile: 'test' },
  mode: 'quick',
  features: [...QUICK],
  tookS: 1,
  durationS: 10,
  sampleRate: 44_100,
  samples: 441_000,
  tempo: null,
  key: { key: { tonic: 9, mode: 'minor' }, confidence: 0.8, candidates: [], tuningHz: 440 },
  energy: null,
  loudness: null,
  spectral: null,
  mfcc: null,
  chroma: null,
  structure: null,
  stems: [],
  voice: null,
}

async function world(answer: (order: AnalysisOrder) => Outcome<Finding>) {
  const rows = new MemoryRows()
  const orders: AnalysisOrder[] = []
  await rows.write(['tracks'], (at) => at.tracks.put(trackOf('t')))
  const engine = {
    run: async (order: AnalysisOrder) => {
      orders.push(order)
      return answer(order)
    },
  }
  const run = async (wish: Partial<Wish> = {}, compared: Comparison | null = null) => {
    const whole: Wish = {
      kind: 'analyse',
      trackId: 't',
      source: 'mix',
      features: [...QUICK],
      mode: 'quick',
      ...wish,
    }
    const context = taskContext(rows, newJob('j', whole, 0))
    const doors = { rows, engine, clock: { now: () => 7 }, compare: async () => compared }
    const outcome = await analyseTrackTask(doors).run(context)
    if (outcome.ok) await rows.write(ALL_TABLES, outcome.value)
    return outcome
  }
  const found = () => rows.read(['analyses'], (at) => at.analyses.all())
  return { rows, run, orders, found }
}

describe('analysing a track', () => {
  it('commits what was found as a row of the track and source, and what counts of it', async () => {
    const { rows, run, found, orders } = await world(() => done(FOUND))
    expect((await run()).ok).toBe(true)
    expect(orders).toMatchObject([{ trackId: 't', frames: 441_000, features: QUICK, separation: null }])
    expect(await found()).toMatchObject([{ id: 't:mix', trackId: 't', createdAt: 7, key: FOUND.key }])
    const facts = await rows.read(['trackFacts'], (at) => at.trackFacts.get('t'))
    expect(facts?.key).toEqual({ tonic: 9, mode: 'minor' })
  })

  it('keeps with its download how it compares with its preview', async () => {
    const { rows, run, found } = await world(() => done(FOUND))
    const row = () => rows.read(['downloads'], (at) => at.downloads.get('t'))
    await rows.write(['downloads'], (at) => at.downloads.put(newDownload('t', 'high', 0)))
    await run()
    expect((await row())?.comparison).toBeNull()
    const compared = { verdict: 'differs', score: 0.2, shift: 0, atS: null, comparedAt: 7 } as const
    await run({}, compared)
    expect((await row())?.comparison).toEqual(compared)
    expect(await found()).toHaveLength(1)
  })

  it('keeps groups that a later, narrower run did not ask for', async () => {
    const { run, found } = await world(({ features }) =>
      done({ ...FOUND, features, key: features.includes('key') ? FOUND.key : null }),
    )
    await run({ features: [...FEATURES], mode: 'full' })
    await run({ features: ['tempo'] })
    expect(await found()).toMatchObject([{ key: FOUND.key, features: FEATURES }])
  })

  it('replaces the result of an older algorithm whole', async () => {
    const { rows, run, found } = await world(() => done({ ...FOUND, key: null }))
    const old: Analysis = {
      ...FOUND,
      id: 't:mix',
      trackId: 't',
      createdAt: 1,
      analyzer: { ...FOUND.analyzer, version: 0 },
    }
    await rows.write(['analyses'], (at) => at.analyses.put(old))
    await run()
    expect((await found())[0]?.key).toBeNull()
  })

  it('listens to stems only where a whole separation is there', async () => {
    const { rows, run, orders } = await world(() => done(FOUND))
    expect(await run({ source: 'stems' })).toMatchObject({ ok: false, fault: { code: 'stem-missing' } })
    await rows.write(['separations'], (at) =>
      at.separations.put(separationOf('s', 't', { state: 'complete' })),
    )
    expect((await run({ source: 'stems' })).ok).toBe(true)
    expect(orders[0]?.separation).toEqual({ id: 's', stems: ['drums', 'bass', 'other', 'vocals'] })
  })

  it('hands on why it could not listen', async () => {
    const { run, rows } = await world(() => failed(fault('storage-lost')))
    expect(await run()).toMatchObject({ fault: { code: 'storage-lost' } })
    await rows.write(['tracks'], (at) => at.tracks.remove('t'))
    expect(await run()).toMatchObject({ fault: { code: 'track-gone' } })
  })
})
