import { Running } from './running.ts'
import { Tape } from './tape.ts'

/** RMS of frames and sign changes of samples, over a mono stream (librosa's `rms` and `zero_crossing_rate`). */
export class FrameLevels {
  /** RMS of each frame. */
  readonly rms = new Running()
  readonly row = new Tape()
  #squares = 0
  #samples = 0
  #crossings = 0
  #peak = 0
  #negative = false

  frame(samples: Float32Array): void {
    let sum = 0
    for (const x of samples) sum += x * x
    const rms = Math.sqrt(sum / samples.length)
    this.rms.add(rms)
    this.row.add(rms)
  }

  push(samples: Float32Array): void {
    let { negative, crossings, squares, peak } = {
      negative: this.#negative,
      crossings: this.#crossings,
      squares: this.#squares,
      peak: this.#peak,
    }
    for (const x of samples) {
      const below = x < -1e-10
      if (below !== negative) crossings++
      negative = below
      squares += x * x
      const size = x < 0 ? -x : x
      if (size > peak) peak = size
    }
    this.#negative = negative
    this.#crossings = crossings
    this.#squares = squares
    this.#peak = peak
    this.#samples += samples.length
  }

  get facts() {
    const rms = Math.sqrt(this.#squares / Math.max(1, this.#samples))
    return {
      zeroCrossingRate: this.#crossings / Math.max(1, this.#samples),
      rmsDbfs: rms > 0 ? 20 * Math.log10(rms) : null,
      crestDb: rms > 0 ? 20 * Math.log10(this.#peak / rms) : null,
    }
  }
}
