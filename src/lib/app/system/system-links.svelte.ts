import { faultFrom } from '#lib/core/domain/fault.ts'
import type { Log } from '#lib/core/domain/log.ts'
import type { Arrival } from '#lib/platform/device/arrivals.ts'
import type { Installing } from '#lib/platform/device/install.ts'
import type { MediaKeys } from '#lib/platform/device/media-keys.ts'
import type { SystemView } from './contract.ts'

export interface SystemDoors {
  installing: Installing
  media: MediaKeys
  watchArrivals(tell: (arrival: Arrival) => void): void
  forgetShared(): Promise<void>
  log: Log
}

export class SystemLinks implements SystemView {
  readonly #doors: SystemDoors
  readonly #unwatch: () => void
  #canInstall = $state.raw(false)

  constructor(doors: SystemDoors) {
    this.#doors = doors
    this.#canInstall = doors.installing.offered()
    this.#unwatch = doors.installing.watch(() => (this.#canInstall = doors.installing.offered()))
  }

  get canInstall(): boolean {
    return this.#canInstall
  }

  get installed(): boolean {
    return this.#doors.installing.installed()
  }

  get media(): MediaKeys {
    return this.#doors.media
  }

  install(): Promise<boolean> {
    return this.#doors.installing.ask()
  }

  onArrival(take: (arrival: Arrival) => Promise<void>): void {
    this.#doors.watchArrivals((arrival) => void this.#take(arrival, take))
  }

  stop(): void {
    this.#unwatch()
    this.#doors.media.stop()
  }

  async #take(arrival: Arrival, take: (arrival: Arrival) => Promise<void>): Promise<void> {
    try {
      await take(arrival)
      await this.#doors.forgetShared()
    } catch (error) {
      // It stays where it is, and the next load of the same address tries again.
      this.#doors.log('warning', 'app', 'what was shared could not be taken', { code: faultFrom(error).code })
    }
  }
}
