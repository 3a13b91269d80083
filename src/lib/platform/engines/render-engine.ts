import { proxy, type Remote, wrap } from 'comlink'
import { fault, wordsOf } from '#lib/core/domain/fault.ts'
import { failed, type Outcome } from '#lib/core/domain/outcome.ts'
import type { ExportWorker, RenderTick } from '#workers/export/contract.ts'
import type { Renderer } from './engines.ts'

export interface RenderOptions {
  start(): Worker
  /** A worker with nothing to do is ended after this while. */
  idleMs?: number
  /** Longest silence of a call; a working one ticks ten times a second, but not while an encoder is fetched. */
  quietMs?: number
}

interface Seat {
  worker: Worker
  remote: Remote<ExportWorker>
  idle: ReturnType<typeof setTimeout> | undefined
}

/** Workers that make files, one a call, kept for the next file: what one found out of a song serves the others. */
export class RenderHost implements Renderer {
  readonly #options: Required<RenderOptions>
  readonly #free: Seat[] = []
  readonly #all = new Set<Seat>()

  constructor(options: RenderOptions) {
    this.#options = { idleMs: 15_000, quietMs: 120_000, ...options }
  }

  render: Renderer['render'] = (order, tick, signal) =>
    this.#call((remote, heard) => remote.render(order, heard), tick, signal)

  bundle: Renderer['bundle'] = (order, tick, signal) =>
    this.#call((remote, heard) => remote.bundle(order, heard), tick, signal)

  span: Renderer['span'] = (work, tick, signal) =>
    this.#call((remote, heard) => remote.span(work, heard), tick, signal)

  preview: Renderer['preview'] = (order, tick, signal) =>
    this.#call((remote, heard) => remote.preview(order, heard), tick, signal)

  trim: Renderer['trim'] = (song, wish, tick, signal) =>
    this.#call((remote, heard) => remote.trim(song, wish, heard), tick, signal)

  async missing(): Promise<Awaited<ReturnType<ExportWorker['missing']>>> {
    const seat = this.#take()
    try {
      return await seat.remote.missing()
    } finally {
      this.#giveBack(seat)
    }
  }

  close(): void {
    for (const seat of [...this.#all]) this.#end(seat)
  }

  #call<T>(
    work: (remote: Remote<ExportWorker>, tick: RenderTick) => Promise<Outcome<T>>,
    tick: RenderTick,
    signal: AbortSignal,
  ): Promise<Outcome<T>> {
    if (signal.aborted) return Promise.resolve(failed(ended(signal)))
    const seat = this.#take()
    const { quietMs } = this.#options
    return new Promise((resolve) => {
      const leave = new AbortController()
      let quiet: ReturnType<typeof setTimeout> | undefined
      const settle = (end: Outcome<T>, isWell: boolean) => {
        if (leave.signal.aborted) return
        leave.abort()
        clearTimeout(quiet)
        if (isWell) this.#giveBack(seat)
        else this.#end(seat)
        resolve(end)
      }
      const alive = () => {
        clearTimeout(quiet)
        const detail = `silent for ${quietMs} ms`
        quiet = setTimeout(() => settle(failed(fault('engine-hung', { detail })), false), quietMs)
      }
      const crash = (detail: string) => settle(failed(fault('engine-crashed', { detail })), false)
      const until = { signal: leave.signal }
      signal.addEventListener('abort', () => settle(failed(ended(signal)), false), until)
      seat.worker.addEventListener('error', (event) => crash(event.message || 'the worker ended'), until)
      seat.worker.addEventListener('messageerror', () => crash('a message was not readable'), until)
      alive()
      const heard: RenderTick = (fraction) => {
        if (leave.signal.aborted) return
        alive()
        tick(fraction)
      }
      work(seat.remote, proxy(heard)).then(
        (end) => settle(end, true),
        (error: unknown) => crash(wordsOf(error)),
      )
    })
  }

  #take(): Seat {
    const free = this.#free.pop()
    if (free) {
      clearTimeout(free.idle)
      return free
    }
    const worker = this.#options.start()
    const seat: Seat = { worker, remote: wrap<ExportWorker>(worker), idle: undefined }
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
