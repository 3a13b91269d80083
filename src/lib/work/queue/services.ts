import type { Clock } from '#lib/core/domain/clock.ts'
import { fault, type Fault } from '#lib/core/domain/fault.ts'
import { failed, outcomeOf, type Outcome } from '#lib/core/domain/outcome.ts'
import { admit, answered, newBreaker, refused, shutUntil } from '#lib/core/jobs/breaker.ts'
import type { Patient } from '#lib/core/jobs/patience.ts'
import type { RowStore } from '#lib/platform/storage/rows.ts'

export interface ServiceDoors {
  rows: RowStore
  clock: Pick<Clock, 'now'>
  newId(): string
  patient?: Patient
}

/** Calls to outside services, each through its breaker, which all tabs share and reloads keep. */
export class Services {
  readonly #doors: ServiceDoors

  constructor(doors: ServiceDoors) {
    this.#doors = doors
  }

  /**
   * Calls `work` if the service's breaker lets it through, and counts how it went; else answers `service-shut` with how long
   * it stays so. Never throws.
   */
  async call<T>(service: string, work: () => Promise<Outcome<T>>): Promise<Outcome<T>> {
    const token = this.#doors.newId()
    const entered = await outcomeOf(() => this.#enter(service, token))
    if (!entered.ok) return entered
    if (entered.value) return failed(entered.value)
    const outcome = await outcomeOf(work)
    const result = outcome.ok ? outcome.value : outcome
    const counted = await outcomeOf(() => this.#leave(service, token, result.ok ? null : result.fault))
    return counted.ok ? result : counted
  }

  /** A failure that was met otherwise than by `call`. */
  async blame(why: Fault): Promise<void> {
    if (why.service !== undefined) await this.#leave(why.service, '', why)
  }

  #enter(service: string, token: string): Promise<Fault | null> {
    return this.#doors.rows.write(['breakers'], async ({ breakers }) => {
      const now = this.#doors.clock.now()
      const row = (await breakers.get(service)) ?? newBreaker(service, now)
      const next = admit(row, now, token)
      if (!next) return fault('service-shut', { service, retryAfterMs: (shutUntil(row, now) ?? now) - now })
      if (next !== row) await breakers.put(next)
      return null
    })
  }

  #leave(service: string, token: string, why: Fault | null): Promise<void> {
    return this.#doors.rows.write(['breakers'], async ({ breakers }) => {
      const now = this.#doors.clock.now()
      const row = (await breakers.get(service)) ?? newBreaker(service, now)
      const next = why ? refused(row, now, token, why, this.#doors.patient) : answered(row, now, token)
      if (next !== row) await breakers.put(next)
    })
  }
}
