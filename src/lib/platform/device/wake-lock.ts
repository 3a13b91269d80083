/**
 * Keeps the screen from sleeping while `on`, where the browser allows it. The browser lets go whenever the page is hidden,
 * so the wish is renewed when it is seen again.
 */
export class WakeLock {
  #wanted = false
  #held: WakeLockSentinel | null = null
  readonly #seen = () => void this.#follow()

  constructor() {
    document.addEventListener('visibilitychange', this.#seen)
  }

  set(on: boolean): void {
    this.#wanted = on
    void this.#follow()
  }

  stop(): void {
    document.removeEventListener('visibilitychange', this.#seen)
    this.set(false)
  }

  async #follow(): Promise<void> {
    try {
      if (!this.#wanted) {
        await this.#held?.release()
        this.#held = null
      } else if (document.visibilityState === 'visible' && (this.#held?.released ?? true))
        this.#held = (await navigator.wakeLock?.request('screen')) ?? null
    } catch {
      // Refused (battery, policy): the work goes on without it.
      this.#held = null
    }
  }
}
