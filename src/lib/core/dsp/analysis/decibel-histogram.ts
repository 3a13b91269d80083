const LOW_DB = -120
const STEPS_PER_DB = 50
const STEPS = 240 * STEPS_PER_DB

/**
 * Counts levels finely enough for their mean, clipped to a floor that is only known at the end (librosa's `top_db`
 * reaches from the loudest value of the whole downwards).
 */
export class DecibelHistogram {
  readonly #counts: Float64Array
  #total = 0

  constructor() {
    this.#counts = new Float64Array(STEPS)
  }

  add(db: number): void {
    const step = Math.round((db - LOW_DB) * STEPS_PER_DB)
    const at = Math.max(0, Math.min(STEPS - 1, step))
    this.#counts[at] = (this.#counts[at] as number) + 1
    this.#total++
  }

  /** Mean of all levels, none lower than `floor`. */
  mean(floor: number): number {
    let sum = 0
    for (let i = 0; i < STEPS; i++) {
      const count = this.#counts[i] as number
      if (count > 0) sum += count * Math.max(floor, i / STEPS_PER_DB + LOW_DB)
    }
    return this.#total === 0 ? 0 : sum / this.#total
  }
}

/** Power in decibels, not below -100 dB. */
export const decibelsOfPower = (power: number) => 10 * Math.log10(Math.max(1e-10, power))
