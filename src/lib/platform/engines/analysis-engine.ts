import { proxy, type Remote, wrap } from 'comlink'
import { fault, wordsOf } from '#lib/core/domain/fault.ts'
import { failed, type Outcome } from '#lib/core/domain/outcome.ts'
import type { AnalysisSource } from '#lib/core/domain/analysis.ts'
import type { AnalysisOrder, AnalysisTick, AnalysisWorker, Finding } from '#workers/analysis/contract.ts'
import type { AnalysisEngine } from './engines.ts'

export interface AnalysisOptions {
  /** A worker that serves orders of this source. */
  start(source: AnalysisSource): Worker
  /** A worker with nothing to do is ended after this while: its memory only grows. */
  idleMs?: number
  /** Longest silence of a run; a working one ticks at every three seconds of song, but not while it concludes. */
  quietMs?: number
}

/** Conclusions are drawn in one go: 24 s of computing for three hours of song, on a core that others may want too. */
const MORE_MS_A_SECOND = 60

interface Seat {
  worker: Worker
  remote: Remote<AnalysisWorker>
  idle: ReturnType<typeof setTimeout> | undefined
  /** Serves one order: its memory never shrinks. */
  once: boolean
}

/** Analysis workers, one a run, kept for the next run of a batch; how many at once the queue decides. */
export class AnalysisHost implements AnalysisEngine {
  readonly #options: Required<AnalysisOptions>
  readonly #free: Seat[] = []
  readonly #all = new Set<Seat>()

  constructor(options: AnalysisOptions) {
    this.#options = { idleMs: 5000, quietMs: 120_000, ...options }
  }

  run(order: AnalysisOrder, tick: AnalysisTick, signal: AbortSignal): Promise<Outcome<Finding>> {
    if (signal.aborted) return Promise.resolve(failed(ended(signal)))
    const seat = this.#take(order.source)
    const quietMs = Math.round(this.#options.quietMs + MORE_MS_A_SECOND * (order.frames / 44_100))
    return new Promise((resolve) => {
      const leave = new AbortController()
      let quiet: ReturnType<typeof setTimeout> | undefined
      const settle = (end: Outcome<Finding>) => {
        if (leave.signal.aborted) return
        leave.abort()
        clearTimeout(quiet)
        if (end.ok && !seat.once) this.#giveBack(seat)
        else this.#end(seat)
        resolve(end)
      }
      const alive = () => {
        clearTimeout(quiet)
        const detail = `silent for ${quietMs} ms`
        quiet = setTimeout(() => settle(failed(fault('engine-hung', { detail }))), quietMs)
      }
      const crash = (detail: string) => settle(failed(fault('engine-crashed', { detail })))
      const until = { signal: leave.signal }
      signal.addEventListener('abort', () => settle(failed(ended(signal))), until)
      seat.worker.addEventListener('error', (event) => crash(event.message || 'the worker ended'), until)
      seat.worker.addEventListener('messageerror', () => crash('a message was not readable'), until)
      alive()
      const heard: AnalysisTick = (fraction) => {
        if (leave.signal.aborted) return
        alive()
        tick(fraction)
      }
      seat.remote.run(order, proxy(heard)).then(settle, (error: unknown) => crash(wordsOf(error)))
    })
  }

  close(): void {
    for (const seat of [...this.#all]) this.#end(seat)
  }

  #take(source: AnalysisSource): Seat {
    const once = source === 'opinion'
    const free = once ? undefined : this.#free.pop()
    if (free) {
      clearTimeout(free.idle)
      return free
    }
    const worker = this.#options.start(source)
    const seat: Seat = { worker, remote: wrap<AnalysisWorker>(worker), idle: undefined, once }
    this.#all.add(seat)
    return seat
  }

  #giveBack(seat: Seat): void {
    this.#free.push(seat)
    seat.idle = setTimeout(() => this.#end(seat), this.#options.idleMs)
  }

  #end(seat: Seat): void {
    clearTimeout(seat.idle)
    seat.worker.terminate()
    this.#all.delete(seat)
    const at = this.#free.indexOf(seat)
    if (at >= 0) this.#free.splice(at, 1)
  }
}

function ended(signal: AbortSignal) {
  return fault(signal.reason === 'cancel' ? 'cancelled' : 'interrupted')
}
