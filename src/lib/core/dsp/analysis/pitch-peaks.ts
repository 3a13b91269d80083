const LOWEST_HZ = 25
const HIGHEST_HZ = 4000
/** Under this share of the frame's strongest bin a peak is not heard. */
const FAINT = 1e-4
const LEAST = 1e-6

/** Peaks of a power spectrum between bins: frequency in Hz and magnitude. Reused from frame to frame. */
export class PitchPeaks {
  count = 0
  readonly hz = new Float64Array(4096)
  readonly magnitude = new Float64Array(4096)
  readonly #binHz: number

  constructor(rate: number, size: number) {
    this.#binHz = rate / size
  }

  take(power: Float32Array): void {
    this.count = 0
    let most = 0
    for (const value of power) if (value > most) most = value
    const least = Math.max(LEAST, FAINT * Math.sqrt(most)) ** 2
    const first = Math.max(1, Math.ceil(LOWEST_HZ / this.#binHz))
    const last = Math.min(power.length - 2, Math.floor(HIGHEST_HZ / this.#binHz))
    for (let k = first; k <= last; k++) {
      const here = power[k] as number
      if (here <= least || here <= (power[k - 1] as number) || here < (power[k + 1] as number)) continue
      this.#add(k, power)
    }
  }

  /** A parabola through the logarithms of three bins. */
  #add(k: number, power: Float32Array): void {
    const a = logMagnitude(power[k - 1] as number)
    const b = logMagnitude(power[k] as number)
    const c = logMagnitude(power[k + 1] as number)
    const shift = (0.5 * (a - c)) / (a - 2 * b + c)
    this.hz[this.count] = (k + shift) * this.#binHz
    this.magnitude[this.count] = Math.exp(b - 0.25 * (a - c) * shift)
    this.count++
  }
}

const logMagnitude = (power: number) => 0.5 * Math.log(power + 1e-24)
