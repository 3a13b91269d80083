/** Before this much time and share has passed, no honest guess can be made. */
const WARM_UP_MS = 1_500

/** Time left of a transfer from the speed since it (re)started. */
export class TransferClock {
  readonly #now: () => number
  #start: { at: number; bytes: number } | null = null

  constructor(now: () => number) {
    this.#now = now
  }

  /** Seconds until `total`, or null while too little has come to tell. */
  left(bytes: number, total: number): number | null {
    this.#start ??= { at: this.#now(), bytes }
    const elapsed = this.#now() - this.#start.at
    const moved = bytes - this.#start.bytes
    if (elapsed < WARM_UP_MS || moved <= 0) return null
    return ((total - bytes) * elapsed) / moved / 1000
  }
}
