import { proxy, wrap, type Remote } from 'comlink'
import { fault, type Fault, FaultError, faultFrom } from '#lib/core/domain/fault.ts'
import { Mishap } from '#lib/core/domain/mishap.ts'
import { failed, type Outcome } from '#lib/core/domain/outcome.ts'
import { usualPatience, type Patient } from '#lib/core/jobs/patience.ts'
import type { SourceFile } from '#lib/core/domain/track.ts'
import type { ImportWorker, PrepareTick } from '#workers/audio/contract.ts'
import workerUrl from '#workers/audio/import.worker.ts?worker&url'
import type { Importer } from './engines.ts'
import { startWorker } from './start-worker.ts'

/** A quiet worker is ended after this while, and its memory given back. */
const IDLE_MS = 30_000
/** Longest silence of a call before its worker counts as hung; a working one ticks ten times a second. */
const QUIET_MS = 45_000
/** How long a stopped call may take to say so. */
const STOP_MS = 3000

interface Life {
  worker: Worker
  api: Remote<ImportWorker>
  /** Ends the worker; every call under way answers `engine-crashed`. */
  end(detail: string): void
  ended: Mishap
}

/** The import worker seen from the page. */
export class ImportEngine implements Importer {
  #life: Life | null = null
  #calls = 0
  #idle: ReturnType<typeof setTimeout> | undefined
  readonly #start: () => Worker
  readonly #patient: Patient

  /** `start` is for tests of crashes. */
  constructor(patient: Patient = usualPatience, start = () => startWorker(workerUrl)) {
    this.#start = start
    this.#patient = patient
  }

  keep(trackId: string, file: File, tick: (fraction: number) => void, signal?: AbortSignal) {
    return this.#call(
      trackId,
      (api, alive) => {
        const heard: PrepareTick = (_, fraction) => {
          alive()
          tick(fraction)
        }
        return api.keep(trackId, file, proxy(heard))
      },
      signal,
    )
  }

  describe(trackId: string, file: SourceFile) {
    return this.#call(trackId, (api) => api.describe(trackId, file))
  }

  decode(trackId: string, file: SourceFile, tick: PrepareTick, signal?: AbortSignal) {
    return this.#call(
      trackId,
      (api, alive) => {
        const heard: PrepareTick = (phase, fraction) => {
          alive()
          tick(phase, fraction)
        }
        return api.decode(trackId, file, proxy(heard))
      },
      signal,
    )
  }

  close(): void {
    this.#life?.end('closed')
  }

  async #call<T>(
    trackId: string,
    work: (api: Remote<ImportWorker>, alive: () => void) => Promise<Outcome<T>>,
    signal?: AbortSignal,
  ): Promise<Outcome<T>> {
    if (signal?.aborted) return failed(fault('cancelled'))
    clearTimeout(this.#idle)
    this.#calls++
    const life = (this.#life ??= this.#begin())
    let quiet: ReturnType<typeof setTimeout> | undefined
    const hung: { fault: Fault | null } = { fault: null }
    const within = (ms: number, detail: string) => {
      clearTimeout(quiet)
      quiet = setTimeout(() => {
        hung.fault = fault('engine-hung', { detail })
        life.end(`another call ${detail}`)
      }, ms)
    }
    const quietMs = this.#patient(QUIET_MS)
    const alive = () => signal?.aborted || within(quietMs, `silent for ${quietMs} ms`)
    const stop = () => {
      within(STOP_MS, 'did not stop')
      void life.api.stop(trackId)
    }
    signal?.addEventListener('abort', stop)
    alive()
    try {
      return await life.ended.or(work(life.api, alive))
    } catch (error) {
      return failed(hung.fault ?? faultFrom(error, 'engine-crashed'))
    } finally {
      clearTimeout(quiet)
      signal?.removeEventListener('abort', stop)
      if (--this.#calls === 0) this.#idle = setTimeout(() => this.#rest(), IDLE_MS)
    }
  }

  #begin(): Life {
    const worker = this.#start()
    const ended = new Mishap()
    const end: Life['end'] = (detail) => {
      if (this.#life?.worker === worker) this.#life = null
      worker.terminate()
      ended.happen(new FaultError(fault('engine-crashed', { detail })))
    }
    worker.addEventListener('error', (event) => end(event.message || 'the worker ended'))
    worker.addEventListener('messageerror', () => end('a message could not be read'))
    return { worker, api: wrap<ImportWorker>(worker), end, ended }
  }

  #rest(): void {
    if (this.#calls > 0) return
    this.#life?.worker.terminate()
    this.#life = null
  }
}
