import { expose } from 'comlink'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { ANALYZER } from '#lib/core/domain/analysis.ts'
import { fault } from '#lib/core/domain/fault.ts'
import { done, failed, type Outcome } from '#lib/core/domain/outcome.ts'
import type { AnalysisOrder, AnalysisTick, AnalysisWorker, Finding } from '#workers/analysis/contract.ts'
import { AnalysisHost } from './analysis-engine.ts'

const ORDER: AnalysisOrder = {
  ...({ trackId: 't', source: 'mix', mode: 'quick', separation: null, keep: false } as const),
  ...{ frames: 1, sampleRate: 44_100, channels: 2, features: ['key'] },
}

const FOUND = { source: 'mix', analyzer: { ...ANALYZER, profile: 'test' }, tookS: 3 } as Finding

type Script = (tick: AnalysisTick) => Promise<Outcome<Finding>> | Outcome<Finding>

const never = new Promise<never>(() => undefined)

/** Workers that speak through real message ports and can be ended. */
class Stage {
  readonly started: { ended: boolean; worker: Worker }[] = []
  readonly #script: Script

  constructor(script: Script) {
    this.#script = script
  }

  start = (): Worker => {
    const { port1, port2 } = new MessageChannel()
    const door: AnalysisWorker = { run: async (_, tick) => this.#script(tick) }
    expose(door, port2)
    const worker = port1 as unknown as Worker
    const entry = { ended: false, worker }
    worker.terminate = () => {
      entry.ended = true
      port1.close()
      port2.close()
    }
    this.started.push(entry)
    return worker
  }
}

async function until(met: () => boolean): Promise<void> {
  while (!met()) await new Promise((resolve) => setImmediate(resolve))
}

const run = (
  host: AnalysisHost,
  signal = new AbortController().signal,
  tick: AnalysisTick = () => undefined,
) => host.run(ORDER, tick, signal)

beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] }))
afterEach(() => void vi.useRealTimers())

describe('the analysis workers', () => {
  it('hand on progress and what was found, serve the next order, and end when a batch is over', async () => {
    const stage = new Stage(async (tick) => {
      await (tick(0.5) as unknown as Promise<void>)
      return done(FOUND)
    })
    const host = new AnalysisHost({ start: stage.start, idleMs: 1000 })
    const heard: number[] = []
    expect(await run(host, undefined, (fraction) => heard.push(fraction))).toEqual(done(FOUND))
    expect(heard).toEqual([0.5])
    await run(host)
    expect(stage.started).toHaveLength(1)
    await vi.advanceTimersByTimeAsync(1001)
    expect(stage.started[0]?.ended).toBe(true)
  })

  it('are two for two orders at once', async () => {
    const stage = new Stage(() => done(FOUND))
    const host = new AnalysisHost({ start: stage.start })
    await Promise.all([run(host), run(host)])
    expect(stage.started).toHaveLength(2)
    host.close()
    expect(stage.started.every(({ ended }) => ended)).toBe(true)
  })

  it('end at once when cancelled, and when paused', async () => {
    for (const [reason, code] of [
      ['cancel', 'cancelled'],
      ['pause', 'interrupted'],
    ] as const) {
      const stage = new Stage(() => never)
      const stop = new AbortController()
      const end = run(new AnalysisHost({ start: stage.start }), stop.signal)
      stop.abort(reason)
      expect(await end).toMatchObject({ ok: false, fault: { code } })
      expect(stage.started[0]?.ended).toBe(true)
    }
  })

  it('are ended when they are silent for too long, but not while they tick', async () => {
    const ticks: AnalysisTick[] = []
    const stage = new Stage((tick) => {
      ticks.push(tick)
      return never
    })
    let heard = 0
    const end = run(new AnalysisHost({ start: stage.start, quietMs: 1000 }), undefined, () => heard++)
    await until(() => ticks.length === 1)
    await vi.advanceTimersByTimeAsync(900)
    ticks[0]?.(0.1)
    await until(() => heard === 1)
    await vi.advanceTimersByTimeAsync(900)
    expect(stage.started[0]?.ended).toBe(false)
    await vi.advanceTimersByTimeAsync(200)
    expect(await end).toMatchObject({ fault: { code: 'engine-hung' } })
    expect(stage.started[0]?.ended).toBe(true)
  })

  it('are not trusted again after a fault', async () => {
    const stage = new Stage(() => failed(fault('storage-lost')))
    const host = new AnalysisHost({ start: stage.start })
    expect(await run(host)).toMatchObject({ fault: { code: 'storage-lost' } })
    await run(host)
    expect(stage.started).toHaveLength(2)
  })

  it('that die with nothing to do are not asked again', async () => {
    const stage = new Stage(() => done(FOUND))
    const host = new AnalysisHost({ start: stage.start })
    await run(host)
    stage.started[0]?.worker.dispatchEvent(new Event('error'))
    expect(await run(host)).toEqual(done(FOUND))
    expect(stage.started.map(({ ended }) => ended)).toEqual([true, false])
    host.close()
  })
})
