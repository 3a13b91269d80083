import { expose } from 'comlink'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { fault } from '#lib/core/domain/fault.ts'
import { done, failed, type Outcome } from '#lib/core/domain/outcome.ts'
import type { EngineReport } from '#lib/core/domain/separation.ts'
import type { SeparationEvent, SeparationOrder, SeparationWorker } from '#workers/separation/contract.ts'
import { SeparationHost } from './separation-engine.ts'

type End = Outcome<'finished' | 'stopped'>
type Tell = (event: SeparationEvent) => void

/** What one started worker does with its orders. */
type Script = (order: SeparationOrder, tell: Tell, stopped: Promise<void>) => Promise<End> | End

const never = new Promise<never>(() => undefined)
const order: SeparationOrder = {
  separationId: 'sep',
  trackId: 'song',
  pcm: { frames: 1, mean: 0, std: 1, peak: 1 },
  model: {
    stems: ['drums'],
    graphs: [{ name: 'g', files: [], weights: [1], ports: { mix: '', spec: '', specOut: '', waveOut: '' } }],
  },
  region: null,
  near: null,
  provider: null,
}
const report = (provider: EngineReport['provider']): SeparationEvent => ({
  type: 'engine',
  report: { provider, threads: 1, device: '', precision: 'fp32', loadS: 0, segmentS: null },
})
const working: SeparationEvent = { type: 'phase', phase: 'separating' }
const segment = (index: number, seconds: number): SeparationEvent => ({
  type: 'segment',
  index,
  finished: [index],
  seconds,
  remaining: 1,
})

/** Workers that speak through real message ports and can be ended and broken. */
class Stage {
  started: { ended: boolean; order: SeparationOrder | null; worker: Worker }[] = []
  readonly #scripts: Script[]

  constructor(...scripts: Script[]) {
    this.#scripts = scripts
  }

  start = (): Worker => {
    const script = this.#scripts[this.started.length] ?? this.#scripts.at(-1)
    const { port1, port2 } = new MessageChannel()
    const entry = { ended: false, order: null as SeparationOrder | null, worker: port1 as unknown as Worker }
    let stop = () => {}
    const stopped = new Promise<void>((resolve) => (stop = resolve))
    const door: SeparationWorker = {
      async run(order, tell) {
        entry.order = order
        let heard: unknown
        const end = await script?.(order, (event) => (heard = tell(event)), stopped)
        await heard
        return end ?? done('finished')
      },
      moveTo: async () => undefined,
      stop: async () => stop(),
    }
    expose(door, port2)
    entry.worker.terminate = () => {
      entry.ended = true
      port1.close()
      port2.close()
    }
    this.started.push(entry)
    return entry.worker
  }
}

const run = (host: SeparationHost, events: SeparationEvent[] = [], signal = new AbortController().signal) =>
  host.run(order, (event) => events.push(event), signal)

/** Lets messages through: they travel outside the faked timers. */
async function until(met: () => boolean): Promise<void> {
  while (!met()) await new Promise((resolve) => setImmediate(resolve))
}

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval'] })
})
afterEach(() => {
  vi.useRealTimers()
})

describe('separation engine', () => {
  it('starts its worker with the first order, keeps it for the next, ends it when idle', async () => {
    const stage = new Stage(() => done('finished'))
    const host = new SeparationHost({ start: stage.start, idleMs: 20_000 })
    expect(stage.started).toHaveLength(0)
    expect(await run(host)).toEqual(done('finished'))
    vi.advanceTimersByTime(19_000)
    expect(await run(host)).toEqual(done('finished'))
    vi.advanceTimersByTime(19_000)
    expect(stage.started.map(({ ended }) => ended)).toEqual([false])
    vi.advanceTimersByTime(1_000)
    expect(stage.started.map(({ ended }) => ended)).toEqual([true])
  })

  it('does not ask a worker again that died with nothing to do', async () => {
    const stage = new Stage(() => done('finished'))
    const host = new SeparationHost({ start: stage.start })
    await run(host)
    stage.started[0]?.worker.dispatchEvent(new Event('error'))
    expect(await run(host)).toEqual(done('finished'))
    expect(stage.started.map(({ ended }) => ended)).toEqual([true, false])
    host.close()
  })

  it('runs one order at a time', async () => {
    let release = () => {}
    const gate = new Promise<void>((resolve) => (release = resolve))
    const seen: string[] = []
    const stage = new Stage(async ({ separationId }) => {
      seen.push(separationId)
      await gate
      return done('finished')
    })
    const host = new SeparationHost({ start: stage.start })
    const first = host.run({ ...order, separationId: 'a' }, () => {}, new AbortController().signal)
    const second = host.run({ ...order, separationId: 'b' }, () => {}, new AbortController().signal)
    await until(() => seen.length > 0)
    expect(seen).toEqual(['a'])
    release()
    await Promise.all([first, second])
    expect(seen).toEqual(['a', 'b'])
  })

  it('ends the worker at once on cancel', async () => {
    const stage = new Stage(() => never)
    const host = new SeparationHost({ start: stage.start })
    const control = new AbortController()
    const running = run(host, [], control.signal)
    await until(() => stage.started[0]?.order !== null && stage.started.length > 0)
    control.abort('cancel')
    expect(await running).toMatchObject({ ok: false, fault: { code: 'cancelled' } })
    expect(stage.started[0]?.ended).toBe(true)
  })

  it('lets the segment in hand be kept on pause', async () => {
    const stage = new Stage(async (_, tell, stopped) => {
      tell(working)
      await stopped
      tell(segment(0, 5))
      return done('stopped')
    })
    const host = new SeparationHost({ start: stage.start })
    const control = new AbortController()
    const events: SeparationEvent[] = []
    const running = run(host, events, control.signal)
    await until(() => events.length > 0)
    control.abort('pause')
    expect(await running).toEqual(done('stopped'))
    expect(events.at(-1)).toEqual(segment(0, 5))
    expect(stage.started[0]?.ended).toBe(false)
  })

  it('ends a pause that takes too long', async () => {
    const stage = new Stage((_, tell) => {
      tell(working)
      return never
    })
    const host = new SeparationHost({ start: stage.start, graceMs: 10_000 })
    const control = new AbortController()
    const events: SeparationEvent[] = []
    const running = run(host, events, control.signal)
    await until(() => events.length > 0)
    control.abort('pause')
    vi.advanceTimersByTime(10_000)
    expect(await running).toMatchObject({ ok: false, fault: { code: 'interrupted' } })
    expect(stage.started[0]?.ended).toBe(true)
  })

  it('ends a worker that is silent, measured by its slowest segment', async () => {
    const stage = new Stage((_, tell) => {
      tell(working)
      tell(segment(0, 40))
      tell(segment(1, 10))
      return never
    })
    const patience = { start: 100, first: 500, factor: 4, least: 60 }
    const host = new SeparationHost({ start: stage.start, patience })
    const events: SeparationEvent[] = []
    const running = run(host, events)
    await until(() => events.length === 3)
    vi.advanceTimersByTime(160_000)
    expect(stage.started[0]?.ended).toBe(false)
    vi.advanceTimersByTime(1_000)
    expect(await running).toMatchObject({ ok: false, fault: { code: 'engine-hung', retry: 'soon' } })
    expect(stage.started[0]?.ended).toBe(true)
  })

  it('waits as much longer as a person says, also from the next order on', async () => {
    let times = 2
    const stage = new Stage(() => never)
    const patience = { start: 100, first: 500, factor: 4, least: 60 }
    const host = new SeparationHost({ start: stage.start, patience, patient: (usual) => usual * times })
    const first = run(host)
    await until(() => stage.started.length === 1)
    vi.advanceTimersByTime(200_000)
    expect(stage.started[0]?.ended).toBe(false)
    vi.advanceTimersByTime(1_000)
    expect(await first).toMatchObject({ ok: false, fault: { code: 'engine-hung' } })
    times = 1
    const second = run(host)
    await until(() => stage.started.length === 2)
    vi.advanceTimersByTime(101_000)
    expect(await second).toMatchObject({ ok: false, fault: { code: 'engine-hung' } })
  })

  it('gives start and first segment their own time', async () => {
    const stage = new Stage(
      () => never,
      (_, tell) => {
        tell(working)
        return never
      },
    )
    const patience = { start: 100, first: 500, factor: 4, least: 60 }
    const host = new SeparationHost({ start: stage.start, patience })
    const starting = run(host)
    await until(() => stage.started.length === 1)
    vi.advanceTimersByTime(101_000)
    expect(await starting).toMatchObject({ ok: false, fault: { code: 'engine-hung' } })
    const events: SeparationEvent[] = []
    const first = run(host, events)
    await until(() => events.length > 0)
    vi.advanceTimersByTime(500_000)
    expect(stage.started[1]?.ended).toBe(false)
    vi.advanceTimersByTime(1_000)
    expect(await first).toMatchObject({ ok: false, fault: { code: 'engine-hung' } })
  })

  it('goes on without the GPU when it is lost, and does not try it for ever', async () => {
    const stage = new Stage(({ provider }, tell) => {
      tell(report(provider ?? 'webgpu'))
      return provider === 'wasm' ? done('finished') : failed(fault('gpu-lost'))
    })
    const host = new SeparationHost({ start: stage.start })
    const events: SeparationEvent[] = []
    expect(await run(host, events)).toEqual(done('finished'))
    expect(events).toEqual([report('webgpu'), report('wasm')])
    expect(stage.started.map(({ order }) => order?.provider)).toEqual([null, 'wasm'])
    await run(host)
    const third: SeparationEvent[] = []
    await run(host, third)
    expect(third).toEqual([report('wasm')])
  })

  it('does not believe a GPU that answers with NaN', async () => {
    const stage = new Stage(({ provider }, tell) => {
      tell(report(provider ?? 'webgpu'))
      return provider === 'wasm' ? done('finished') : failed(fault('not-finite'))
    })
    expect(await run(new SeparationHost({ start: stage.start }))).toEqual(done('finished'))
  })

  it('answers with a fault when the worker breaks, and starts a new one for the next order', async () => {
    const stage = new Stage(
      (_, tell) => {
        tell(working)
        return never
      },
      () => done('finished'),
    )
    const host = new SeparationHost({ start: stage.start })
    const events: SeparationEvent[] = []
    const running = run(host, events)
    await until(() => events.length > 0)
    stage.started[0]?.worker.dispatchEvent(new Event('error'))
    expect(await running).toMatchObject({ ok: false, fault: { code: 'engine-crashed' } })
    expect(await run(host)).toEqual(done('finished'))
    expect(stage.started.map(({ ended }) => ended)).toEqual([true, false])
  })

  it('says that it did not start when the script never loaded', async () => {
    const stage = new Stage(() => never)
    const running = run(new SeparationHost({ start: stage.start }))
    await until(() => stage.started.length > 0)
    stage.started[0]?.worker.dispatchEvent(new Event('error'))
    expect(await running).toMatchObject({ ok: false, fault: { code: 'engine-start' } })
  })
})
