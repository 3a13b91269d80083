import { usualPatience, type Patient } from '#lib/core/jobs/patience.ts'
import type { SeparationEvent } from '#workers/separation/contract.ts'

/** How long a separation may be silent, in seconds. */
export interface Patience {
  /** Reading the model and opening the session: slow disks, shaders compiled for the first time. */
  start: number
  /** A first segment, per graph of the model: a phone with one thread takes minutes. */
  first: number
  /** Later segments: this many times the slowest known one, and never less than `least`. */
  factor: number
  least: number
}

export const PATIENCE: Patience = { start: 240, first: 900, factor: 8, least: 90 }

const BEAT_MS = 1000

/**
 * Tells when a worker has been silent for too long. It counts its own heartbeats instead of reading a clock: a laptop
 * that slept, or a hidden page whose timers are slowed, gave the worker no time either.
 */
export class Watchdog {
  readonly #patience: Patience
  readonly #graphs: number
  readonly #patient: Patient
  readonly #timer: ReturnType<typeof setInterval>
  #silentS = 0
  #working = false
  #slowest: number | null = null

  constructor(
    graphs: number,
    patience: Patience,
    hung: (silentS: number) => void,
    patient: Patient = usualPatience,
  ) {
    this.#patience = patience
    this.#patient = patient
    this.#graphs = graphs
    this.#timer = setInterval(() => {
      this.#silentS += BEAT_MS / 1000
      if (this.#silentS <= this.#patient(this.#allowed())) return
      this.stop()
      hung(this.#silentS)
    }, BEAT_MS)
  }

  hear(event: SeparationEvent): void {
    this.#silentS = 0
    if (event.type === 'phase') this.#working = event.phase === 'separating' || event.phase === 'finishing'
    if (event.type === 'segment') this.#slowest = Math.max(this.#slowest ?? 0, event.seconds)
  }

  stop(): void {
    clearInterval(this.#timer)
  }

  #allowed(): number {
    const { start, first, factor, least } = this.#patience
    if (!this.#working) return start * this.#graphs
    if (this.#slowest === null) return first * this.#graphs
    return Math.max(least, factor * this.#slowest)
  }
}
