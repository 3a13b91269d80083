import { proxy, type Remote, wrap } from 'comlink'
import { fault, type Fault, wordsOf } from '#lib/core/domain/fault.ts'
import { failed, type Outcome } from '#lib/core/domain/outcome.ts'
import { usualPatience, type Patient } from '#lib/core/jobs/patience.ts'
import type { SeparationEvent, SeparationOrder, SeparationWorker } from '#workers/separation/contract.ts'
import type { SeparationEngine } from './engines.ts'
import { PATIENCE, type Patience, Watchdog } from './watchdog.ts'

type End = Outcome<'finished' | 'stopped'>

export interface EngineOptions {
  start(): Worker
  /** The runtime holds gigabytes that only the end of its worker gives back: ended this soon after the last order. */
  idleMs?: number
  /** How long a pause lets the segment in hand go on. */
  graceMs?: number
  patience?: Patience
  /** What a person makes of it. */
  patient?: Patient
}

/** After this many losses the GPU is not tried again until the page is loaded anew. */
const GPU_CHANCES = 2

/** The separation worker's life: one order at a time; ended on abort, on faults, when silent, when idle. */
export class SeparationHost implements SeparationEngine {
  readonly #options: Required<EngineOptions>
  #worker: Worker | null = null
  #remote: Remote<SeparationWorker> | null = null
  #idle: ReturnType<typeof setTimeout> | undefined
  #turn: Promise<unknown> = Promise.resolve()
  #gpuLosses = 0

  constructor(options: EngineOptions) {
    this.#options = {
      idleMs: 20_000,
      graceMs: 10_000,
      patience: PATIENCE,
      patient: usualPatience,
      ...options,
    }
  }

  run(order: SeparationOrder, tell: (event: SeparationEvent) => void, signal: AbortSignal): Promise<End> {
    const mine = this.#turn.then(() => this.#run(order, tell, signal))
    this.#turn = mine
    return mine
  }

  moveTo(frame: number): void {
    // A worker that dies here is told of by its run.
    this.#remote?.moveTo(frame).catch(() => undefined)
  }

  stop(): void {
    this.#remote?.stop().catch(() => undefined)
  }

  close(): void {
    clearTimeout(this.#idle)
    this.#worker?.terminate()
    this.#worker = null
    this.#remote = null
  }

  async #run(
    order: SeparationOrder,
    tell: (event: SeparationEvent) => void,
    signal: AbortSignal,
  ): Promise<End> {
    if (order.provider === null && this.#gpuLosses >= GPU_CHANCES) order = { ...order, provider: 'wasm' }
    let onGpu = order.provider === 'webgpu'
    const end = await this.#attempt(order, signal, (event) => {
      if (event.type === 'engine') onGpu = event.report.provider === 'webgpu'
      tell(event)
    })
    if (end.ok || signal.aborted || !isOfGpu(end.fault, onGpu)) return end
    this.#gpuLosses += 1
    return this.#attempt({ ...order, provider: 'wasm' }, signal, tell)
  }

  #attempt(
    order: SeparationOrder,
    signal: AbortSignal,
    tell: (event: SeparationEvent) => void,
  ): Promise<End> {
    if (signal.aborted) return Promise.resolve(failed(abortFault(signal)))
    clearTimeout(this.#idle)
    const { worker, remote } = this.#started()
    return new Promise((resolve) => {
      const leave = new AbortController()
      const settle = (end: End) => {
        if (leave.signal.aborted) return
        leave.abort()
        if (end.ok) this.#idle = setTimeout(() => this.close(), this.#options.idleMs)
        else this.close()
        resolve(end)
      }
      const { patience, patient } = this.#options
      const hung = (silentS: number) =>
        settle(failed(fault('engine-hung', { detail: `silent for ${silentS} s` })))
      const watchdog = new Watchdog(order.model.graphs.length, patience, hung, patient)
      let heard = false
      const hear = (event: SeparationEvent) => {
        if (leave.signal.aborted) return
        heard = true
        watchdog.hear(event)
        tell(event)
      }
      const crash = (detail: string) =>
        settle(failed(fault(heard ? 'engine-crashed' : 'engine-start', { detail })))
      leave.signal.addEventListener('abort', () => watchdog.stop())
      this.#onAbort(signal, leave.signal, () => settle(failed(abortFault(signal))))
      const until = { signal: leave.signal }
      worker.addEventListener('error', (event) => crash(event.message || 'the worker failed to load'), until)
      worker.addEventListener('messageerror', () => crash('a message was not readable'), until)
      remote.run(order, proxy(hear)).then(settle, (error: unknown) => crash(wordsOf(error)))
    })
  }

  /** A pause lets the segment in hand be kept if that does not take long; every other reason ends at once. */
  #onAbort(signal: AbortSignal, left: AbortSignal, end: () => void): void {
    const act = () => {
      if (signal.reason !== 'pause') return end()
      this.stop()
      const grace = setTimeout(end, this.#options.graceMs)
      left.addEventListener('abort', () => clearTimeout(grace))
    }
    signal.addEventListener('abort', act, { signal: left, once: true })
  }

  #started(): { worker: Worker; remote: Remote<SeparationWorker> } {
    const worker = this.#worker ?? this.#begin()
    const remote = this.#remote ?? wrap<SeparationWorker>(worker)
    this.#worker = worker
    this.#remote = remote
    return { worker, remote }
  }

  #begin(): Worker {
    const worker = this.#options.start()
    // One that dies with nothing to do is not asked again.
    worker.addEventListener('error', () => {
      if (this.#worker === worker) this.close()
    })
    return worker
  }
}

/** Faults that may be the GPU's own doing, so that the processor is worth a try. */
function isOfGpu({ code }: Fault, onGpu: boolean): boolean {
  const doubtful = code === 'not-finite' || code === 'engine-hung' || code === 'engine-crashed'
  return code === 'gpu-lost' || (onGpu && doubtful)
}

function abortFault(signal: AbortSignal): Fault {
  return fault(signal.reason === 'cancel' ? 'cancelled' : 'interrupted')
}
