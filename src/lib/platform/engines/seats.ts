import { proxy, type Remote, wrap } from 'comlink'
import { fault, wordsOf } from '#lib/core/domain/fault.ts'
import { failed, type Outcome } from '#lib/core/domain/outcome.ts'

type Tick = (fraction: number) => void

interface Seat<Api> {
  worker: Worker
  remote: Remote<Api>
  idle: ReturnType<typeof setTimeout> | undefined
}

/** One call of a worker. */
export interface SeatCall<Api, T> {
  start(): Worker
  /** A worker of its own, ended after: its memory never shrinks. */
  once?: boolean
  /** Longest silence; every tick is a sign of life. */
  quietMs: number
  tick: Tick
  signal: AbortSignal
  work(remote: Remote<Api>, heard: Tick): Promise<Outcome<T>>
  /** Whether the worker may serve again after this answer. */
  isWell(end: Outcome<T>): boolean
}

/** Workers of one kind, one a call, kept for the next call for `idleMs`. */
export class Seats<Api> {
  readonly #idleMs: number
  readonly #free: Seat<Api>[] = []
  readonly #all = new Set<Seat<Api>>()

  constructor(idleMs: number) {
    this.#idleMs = idleMs
  }

  /** Faults: those of the work, `engine-hung`, `engine-crashed`; `cancelled` or `interrupted` by the signal, which ends the worker. */
  call<T>(wish: SeatCall<Api, T>): Promise<Outcome<T>> {
    const { quietMs, tick, signal, once = false } = wish
    if (signal.aborted) return Promise.resolve(failed(ended(signal)))
    const seat = this.#take(wish.start, once)
    return new Promise((resolve) => {
      const leave = new AbortController()
      let quiet: ReturnType<typeof setTimeout> | undefined
      const settle = (end: Outcome<T>, isWell: boolean) => {
        if (leave.signal.aborted) return
        leave.abort()
        clearTimeout(quiet)
        if (isWell && !once) this.#giveBack(seat)
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
      const heard: Tick = (fraction) => {
        if (leave.signal.aborted) return
        alive()
        tick(fraction)
      }
      wish.work(seat.remote, proxy(heard)).then(
        (end) => settle(end, wish.isWell(end)),
        (error: unknown) => crash(wordsOf(error)),
      )
    })
  }

  close(): void {
    for (const seat of [...this.#all]) this.#end(seat)
  }

  #take(start: () => Worker, once: boolean): Seat<Api> {
    const free = once ? undefined : this.#free.pop()
    if (free) {
      clearTimeout(free.idle)
      return free
    }
    const worker = start()
    const seat: Seat<Api> = { worker, remote: wrap<Api>(worker), idle: undefined }
    this.#all.add(seat)
    // One that dies with nothing to do is not asked again.
    worker.addEventListener('error', () => this.#end(seat))
    return seat
  }

  #giveBack(seat: Seat<Api>): void {
    this.#free.push(seat)
    seat.idle = setTimeout(() => this.#end(seat), this.#idleMs)
  }

  #end(seat: Seat<Api>): void {
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
