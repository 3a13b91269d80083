import type { Fault } from '#lib/core/domain/fault.ts'
import type { HealthAnswer, ProxyClient } from '#lib/platform/net/proxy-client.ts'
import type { Proxy } from './contract.ts'

export interface ProxyViewDoors {
  proxy: Pick<ProxyClient, 'health'>
  /** Calls with the address now and at each change; returns stop. */
  watchAddress(tell: (address: string) => void): () => void
  /** The proxy answers: what waited for it may go on. */
  onThere(): void
}

/** How the proxy stands; asked at the start, when its address changes, and when somebody wants to know. */
export class ProxyView implements Proxy {
  readonly #doors: ProxyViewDoors
  readonly #stop: () => void
  #state = $state.raw<Proxy['state']>('unknown')
  #health = $state.raw<HealthAnswer | null>(null)
  #fault = $state.raw<Fault | null>(null)
  #address = $state.raw('')
  #asked = 0

  constructor(doors: ProxyViewDoors) {
    this.#doors = doors
    this.#stop = doors.watchAddress((address) => {
      if (address === this.#address) return
      this.#address = address
      void this.check()
    })
  }

  get state(): Proxy['state'] {
    return this.#state
  }

  get health(): HealthAnswer | null {
    return this.#health
  }

  get fault(): Fault | null {
    return this.#fault
  }

  get address(): string {
    return this.#address
  }

  async check(): Promise<void> {
    const turn = ++this.#asked
    this.#state = 'asking'
    const answer = await this.#doors.proxy.health()
    // An older question must not speak over a newer one.
    if (turn !== this.#asked) return
    this.#health = answer.ok ? answer.value : null
    this.#fault = answer.ok ? null : answer.fault
    this.#state = answer.ok ? 'here' : 'missing'
    if (answer.ok) this.#doors.onThere()
  }

  stop(): void {
    this.#asked++
    this.#stop()
  }
}
