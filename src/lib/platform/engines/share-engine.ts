import { wrap, type Remote } from 'comlink'
import { fault, FaultError, faultFrom } from '#lib/core/domain/fault.ts'
import { Mishap } from '#lib/core/domain/mishap.ts'
import { failed, type Outcome } from '#lib/core/domain/outcome.ts'
import { usualPatience, type Patient } from '#lib/core/jobs/patience.ts'
import type { ShareWorker, Weighed } from '#workers/audio/contract.ts'
import workerUrl from '#workers/audio/share.worker.ts?worker&url'
import type { SharePacker } from './engines.ts'
import { startWorker } from './start-worker.ts'

/** A quiet worker is ended after this while, and its memory given back. */
const IDLE_MS = 30_000
/** A piece of some seconds that takes longer than this is not being worked on. */
const QUIET_MS = 60_000

interface Life {
  worker: Worker
  api: Remote<ShareWorker>
  ended: Mishap
}

/** The share worker seen from the page. */
export class ShareEngine implements SharePacker {
  readonly #patient: Patient
  #life: Life | null = null
  #calls = 0
  #idle: ReturnType<typeof setTimeout> | undefined

  constructor(patient: Patient = usualPatience) {
    this.#patient = patient
  }

  pack(from: string, to: string): Promise<Outcome<Weighed>> {
    return this.#call((api) => api.pack(from, to))
  }

  weigh(key: string): Promise<Outcome<Weighed>> {
    return this.#call((api) => api.weigh(key))
  }

  open(chunks: string[], frames: number, to: string, peaks: string): Promise<Outcome<void>> {
    return this.#call((api) => api.open(chunks, frames, to, peaks))
  }

  close(): void {
    this.#end('engine-crashed', 'closed')
  }

  async #call<T>(work: (api: Remote<ShareWorker>) => Promise<Outcome<T>>): Promise<Outcome<T>> {
    clearTimeout(this.#idle)
    this.#calls++
    const life = (this.#life ??= this.#begin())
    const quietMs = this.#patient(QUIET_MS)
    const quiet = setTimeout(() => this.#end('engine-hung', `silent for ${quietMs} ms`), quietMs)
    try {
      return await life.ended.or(work(life.api))
    } catch (error) {
      return failed(faultFrom(error, 'engine-crashed'))
    } finally {
      clearTimeout(quiet)
      if (--this.#calls === 0) this.#idle = setTimeout(() => this.#rest(), IDLE_MS)
    }
  }

  #begin(): Life {
    const worker = startWorker(workerUrl)
    worker.addEventListener('error', (event) =>
      this.#end('engine-crashed', event.message || 'the worker ended'),
    )
    return { worker, api: wrap<ShareWorker>(worker), ended: new Mishap() }
  }

  #end(code: 'engine-crashed' | 'engine-hung', detail: string): void {
    const life = this.#life
    this.#life = null
    life?.worker.terminate()
    life?.ended.happen(new FaultError(fault(code, { detail })))
  }

  #rest(): void {
    if (this.#calls > 0) return
    this.#life?.worker.terminate()
    this.#life = null
  }
}
