import { type Remote, transfer, wrap } from 'comlink'
import { fault } from '#lib/core/domain/fault.ts'
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
  const crashed = new Promise<Outcome<never>>((resolve) => {
    worker.addEventListener('error', (event) => {
      event.preventDefault()
      resolve(
        failed(fault('engine-crashed', { detail: event.message || 'the session worker failed to load' })),
      )
    })
  })
  return {
    check: (model) => Promise.race([remote.check(model), crashed]),
    open: (model, provider) => Promise.race([remote.open(model, provider), crashed]),
    run: (graph, input) =>
      Promise.race([remote.run(graph, transfer(input, [input.mix.buffer, input.spec.buffer])), crashed]),
  }
}
