import { faultFrom } from '#lib/core/domain/fault.ts'
import type { Log } from '#lib/core/domain/log.ts'
import type { keepOffline, OfflineShell } from '#lib/platform/device/offline.ts'
import type { UpdateView } from './app.ts'

/** Keeps the app on the device, and holds a newer version back until a person wants it. */
export class Update implements UpdateView {
  #waiting = $state.raw<OfflineShell | null>(null)

  readonly #log: Log

  constructor(log: Log) {
    this.#log = log
  }

  begin(keep: typeof keepOffline): void {
    keep((shell) => (this.#waiting = shell)).catch((error: unknown) =>
      this.#log('warning', 'app', 'not kept for offline use', { detail: faultFrom(error).detail ?? '' }),
    )
  }

  get ready(): boolean {
    return this.#waiting !== null
  }

  async apply(): Promise<void> {
    await this.#waiting?.update()
  }
}
