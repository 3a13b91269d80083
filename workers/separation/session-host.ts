import { type Remote, transfer, wrap } from 'comlink'
import { fault, FaultError, faultFrom } from '#lib/core/domain/fault.ts'
import { Mishap } from '#lib/core/domain/mishap.ts'
import { failed, type Outcome } from '#lib/core/domain/outcome.ts'
import type { EngineReport } from '#lib/core/domain/separation.ts'
import type { OrderModel } from './contract.ts'
import type { ProviderWish, Session } from './session.ts'

/**
 * The session's worker seen from the loop's. It is kept between orders of the same model and provider; for another it
 * is ended, since memory that a runtime has grown never shrinks.
 */
export class SessionHost {
  #worker: Worker | null = null
  #key = ''
  #report: EngineReport | null = null
  #session: Session | null = null

  /** The session for this model: the open one if it fits, else a new one that still has to be opened. */
  sessionFor(model: OrderModel, provider: ProviderWish): { session: Session; report: EngineReport | null } {
    const key = JSON.stringify([model, provider])
    if (this.#session && this.#key === key) return { session: this.#session, report: this.#report }
    this.end()
    this.#key = key
    this.#worker = new Worker(new URL('./session.worker.ts', import.meta.url), {
      type: 'module',
      name: 'session',
    })
    this.#session = throughWorker(this.#worker)
    return { session: this.#session, report: null }
  }

  opened(report: EngineReport): void {
    this.#report = report
  }

  end(): void {
    this.#worker?.terminate()
    this.#worker = null
    this.#session = null
    this.#report = null
  }
}

function throughWorker(worker: Worker): Session {
  const remote: Remote<Session> = wrap<Session>(worker)
  const crash = new Mishap()
  worker.addEventListener('error', (event) => {
    event.preventDefault()
    const detail = event.message || 'the session worker failed to load'
    crash.happen(new FaultError(fault('engine-crashed', { detail })))
  })
  const answer = async <T>(work: Promise<Outcome<T>>): Promise<Outcome<T>> => {
    try {
      return await crash.or(work)
    } catch (error) {
      return failed(faultFrom(error, 'engine-crashed'))
    }
  }
  return {
    check: (model) => answer(remote.check(model)),
    open: (model, provider) => answer(remote.open(model, provider)),
    run: (graph, input) => answer(remote.run(graph, transfer(input, [input.mix.buffer, input.spec.buffer]))),
  }
}
