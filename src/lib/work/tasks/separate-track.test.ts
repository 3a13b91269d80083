import { describe, expect, it } from 'vitest'
import { fault, FaultError } from '#lib/core/domain/fault.ts'
import { stemKey } from '#lib/core/domain/keys.ts'
import type { ModelRow } from '#lib/core/domain/model.ts'
import { done, failed } from '#lib/core/domain/outcome.ts'
import type { FrameRange } from '#lib/core/domain/separation.ts'
import { newJob } from '#lib/core/jobs/new-job.ts'
import { STRIDE_FRAMES } from '#lib/core/dsp/segments.ts'
import { MemoryBlobs } from '#lib/platform/blobs/memory-blobs.ts'
import type { SeparationEngine } from '#lib/platform/engines/engines.ts'
import { MemoryRows } from '#lib/platform/storage/memory-rows.ts'
import { ALL_TABLES } from '#lib/platform/storage/tables.ts'
import { cardOf } from '#models/cards.ts'
import { taskContext } from '#tests/support/task-context.ts'
import { separationOf, trackOf } from '#tests/support/rows-of.ts'
import { VirtualClock } from '#tests/support/virtual-clock.ts'
import type { SeparationEvent, SeparationOrder } from '#workers/separation/contract.ts'
import type { TaskContext } from '../registry.ts'
import { modelHash } from './model-order.ts'
import { emptyRow, partsOf, rowWith } from './model-parts.ts'
import { separateTrackTask } from './separate-track.ts'

const card = cardOf('htdemucs')
const model: ModelRow = rowWith(card, emptyRow(card, 0), new Set(partsOf(card).map((part) => part.sha256)), 0)
const FRAMES = 4 * STRIDE_FRAMES
const track = trackOf('t', { pcm: { frames: FRAMES, mean: 0.001, std: 0.2, peak: 1 } })
const report = {
  provider: 'wasm',
  threads: 2,
  device: 'none',
  precision: 'fp32',
  loadS: 2,
  segmentS: null,
} as const

type Ticks = Parameters<TaskContext['tick']>[0][]
type Script = (
  tell: (event: SeparationEvent) => Promise<void>,
  signal: AbortSignal,
) => ReturnType<SeparationEngine['run']>

/** A world with the rows of one wish, an engine that follows `script`, and what came of it. */
async function world(script: Script, region: FrameRange | null = null, finished: number[] = []) {
  const rows = new MemoryRows()
  const blobs = new MemoryBlobs()
  const clock = new VirtualClock(0)
  const orders: SeparationOrder[] = []
  const ticks: Ticks = []
  const stop = new AbortController()
  await rows.write(ALL_TABLES, async (tables) => {
    await tables.tracks.put(track)
    await tables.models.put(model)
    const modelHashNow = modelHash(card, model)
    await tables.separations.put(
      separationOf('s', 't', { frames: 0, segments: 0, region, finished, modelHash: modelHashNow }),
    )
  })
  const engine: Pick<SeparationEngine, 'run'> = {
    run(order, tell, signal) {
      orders.push(order)
      return script(async (event) => {
        tell(event)
        await clock.pass(0)
      }, signal)
    },
  }
  const task = separateTrackTask({ rows, blobs, engine, clock, cardOf: () => card, nearOf: () => 77 })
  let refuseCommits = false
  const wish = { kind: 'separate', trackId: 't', separationId: 's', modelId: 'htdemucs', region } as const
  const context = taskContext(rows, newJob('j', wish, 0), {
    signal: stop.signal,
    tick: (progress) => ticks.push(progress),
    commit(work) {
      if (refuseCommits) throw new FaultError(fault('interrupted'))
      return rows.write(ALL_TABLES, work)
    },
  })
  const row = () => rows.read(['separations'], ({ separations }) => separations.get('s'))
  return {
    rows,
    blobs,
    clock,
    orders,
    ticks,
    stop,
    row,
    refuse: () => (refuseCommits = true),
    async run() {
      const outcome = await task.run(context)
      if (outcome.ok) await rows.write(ALL_TABLES, outcome.value)
      return outcome.ok ? 'done' : outcome.fault.code
    },
  }
}

const segment = (index: number, finished: number[], seconds: number): SeparationEvent => ({
  type: 'segment',
  index,
  finished,
  seconds,
  remaining: 4 - finished.length,
})

describe('separating a track', () => {
  it('orders what the rows say and ends complete', async () => {
    const w = await world(async (tell) => {
      await tell({ type: 'engine', report })
      await tell({ type: 'resumed', finished: [], remaining: 4 })
      for (const i of [0, 1, 2, 3]) await tell(segment(i, [0, 1, 2, 3].slice(0, i + 1), 6 + i))
      return done('finished')
    })
    expect(await w.run()).toBe('done')
    expect(w.orders).toMatchObject([
      { separationId: 's', trackId: 't', pcm: track.pcm, near: 77, provider: null },
    ])
    expect(w.orders[0]?.model.stems).toEqual(['drums', 'bass', 'other', 'vocals'])
    expect(await w.row()).toMatchObject({
      state: 'complete',
      finished: [0, 1, 2, 3],
      frames: FRAMES,
      segments: 4,
      modelHash: modelHash(card, model),
      engine: { ...report, segmentS: 8 },
      finishedAt: 0,
    })
  })

  it('writes the row after every segment', async () => {
    const seen: unknown[] = []
    const w = await world(async (tell) => {
      await tell({ type: 'resumed', finished: [2], remaining: 3 })
      seen.push((await w.row())?.finished)
      await tell(segment(3, [2, 3], 6))
      seen.push((await w.row())?.finished)
      return failed(fault('engine-crashed'))
    })
    expect(await w.run()).toBe('engine-crashed')
    expect(seen).toEqual([[2], [2, 3]])
    expect(await w.row()).toMatchObject({ state: 'partial', finished: [2, 3] })
  })

  it('tells phase, share and time, the time only from the second segment on', async () => {
    const w = await world(async (tell) => {
      await tell({ type: 'phase', phase: 'checking-model' })
      await tell({ type: 'resumed', finished: [], remaining: 4 })
      await tell({ type: 'phase', phase: 'separating' })
      await w.clock.pass(20_000)
      await tell(segment(0, [0], 20))
      await w.clock.pass(6_000)
      await tell(segment(1, [0, 1], 6))
      await w.clock.pass(3_000)
      return done('stopped')
    })
    expect(await w.run()).toBe('interrupted')
    expect(w.ticks.some(({ phase }) => phase === 'checking-model')).toBe(true)
    const told = w.ticks.filter(({ leftS }) => leftS !== null)
    expect(told[0]).toEqual({ phase: 'separating', fraction: 0.5, leftS: 12 })
    expect(told.at(-1)).toEqual({ phase: 'separating', fraction: 0.625, leftS: 9 })
    const fractions = w.ticks.map(({ fraction }) => fraction)
    expect(fractions).toEqual(fractions.toSorted((a, b) => a - b))
    expect(w.clock.waiting).toBe(0)
  })

  it('is as far after a reload as it was before', async () => {
    const w = await world(async () => failed(fault('engine-start')), null, [0, 1, 2])
    await w.run()
    expect(w.ticks[0]).toEqual({ phase: 'starting-engine', fraction: 0.75, leftS: null })
  })

  it('hands pause and cancel to the engine with their reason', async () => {
    const w = await world((_, signal) => {
      return new Promise((resolve) => {
        signal.addEventListener('abort', () =>
          resolve(failed(fault(signal.reason === 'cancel' ? 'cancelled' : 'interrupted'))),
        )
        w.stop.abort('cancel')
      })
    })
    expect(await w.run()).toBe('cancelled')
  })

  it('ends when another has taken over', async () => {
    const w = await world(async (tell, signal) => {
      w.refuse()
      await tell({ type: 'resumed', finished: [], remaining: 4 })
      return signal.aborted ? failed(fault('interrupted')) : done('finished')
    })
    expect(await w.run()).toBe('interrupted')
    expect((await w.row())?.state).toBe('partial')
  })

  it('counts only the segments of a region', async () => {
    const region = { start: 0, end: 1000 }
    const w = await world(async (tell) => {
      await tell({ type: 'resumed', finished: [], remaining: 1 })
      await tell({ type: 'segment', index: 0, finished: [0], seconds: 6, remaining: 0 })
      return done('finished')
    }, region)
    expect(await w.run()).toBe('done')
    expect(w.orders[0]?.region).toEqual(region)
    expect(w.ticks.at(-1)?.fraction).toBe(1)
    expect(await w.row()).toMatchObject({ state: 'complete', finished: [0], segments: 4 })
  })

  it('does not mix what two versions of a model made', async () => {
    const w = await world(async () => done('finished'))
    const old = stemKey('s', 'drums', '000000-b-body')
    await w.blobs.put([{ key: old, bytes: new Uint8Array(8) }])
    await w.rows.write(['separations'], ({ separations }) =>
      separations.put(separationOf('s', 't', { finished: [0], modelHash: 'older' })),
    )
    expect(await w.run()).toBe('done')
    expect(await w.blobs.has(old)).toBe(false)
  })

  it.each([
    ['model-missing', async ({ models }) => models.put({ ...model, state: 'partial' })],
    ['dependency-failed', async ({ tracks }) => tracks.put({ ...track, pcm: null })],
    ['track-gone', async ({ tracks }) => tracks.remove('t')],
    ['track-gone', async ({ separations }) => separations.remove('s')],
  ] satisfies [string, Parameters<MemoryRows['write']>[1]][])(
    'says %s and starts nothing',
    async (code, change) => {
      const w = await world(async () => done('finished'))
      await w.rows.write(ALL_TABLES, change)
      expect(await w.run()).toBe(code)
      expect(w.orders).toEqual([])
    },
  )
})
