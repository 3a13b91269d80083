const LOWEST_HZ = 150
const HIGHEST_HZ = 4000
/** Peaks weaker than this share of their frame's strongest bin are left out. */
const FAINT = 0.1
const STEPS = 100

/**
 * How far the music lies from A = 440 Hz, as `librosa.estimate_tuning`: peaks of the spectra, interpolated, voting for
 * hundredths of a semitone.
 */
export class Tuning {
  readonly #binHz: number
  readonly #pitches: number[] = []
  readonly #strengths: number[] = []

  constructor(rate: number, size: number) {
    this.#binHz = rate / size
  }

  /** Bins that are looked at, from the lowest on. */
  get width(): number {
    return Math.floor(HIGHEST_HZ / this.#binHz) + 2
  }

  /** A spectrum, at least as far as it is looked at, and its strongest bin. */
  add(power: Float32Array, most: number): void {
    if (most < 1e-9) return
    const first = Math.max(1, Math.ceil(LOWEST_HZ / this.#binHz))
    const last = Math.min(power.length - 2, Math.floor(HIGHEST_HZ / this.#binHz - 1e-9))
    for (let k = first; k <= last; k++) {
      const here = power[k] as number
      const before = power[k - 1] as number
      const after = power[k + 1] as number
      if (here <= FAINT * most || here <= before || here < after) continue
      const slope = (after - before) / 2
      const bend = after + before - 2 * here
      const shift = Math.abs(slope) < Math.abs(bend) ? -slope / bend : 0
      this.#pitches.push((k + shift) * this.#binHz)
      this.#strengths.push(here + 0.5 * slope * shift)
    }
  }

  /** In bins of that many an octave, -0.5 up to 0.5; null when nothing was pitched. */
  bins(perOctave = 12): number | null {
    if (this.#pitches.length === 0) return null
    const sorted = Float64Array.from(this.#strengths).sort()
    const middle = sorted.length / 2
    const median =
      ((sorted[Math.floor(middle)] ?? 0) + (sorted[Math.ceil(middle) - (middle % 1 ? 1 : 1)] ?? 0)) / 2
    const votes = new Float64Array(STEPS)
    this.#pitches.forEach((hz, i) => {
      if ((this.#strengths[i] ?? 0) < median) return
      const residual = (((perOctave * Math.log2(hz / 440)) % 1) + 1) % 1
      const at = Math.floor((residual >= 0.5 ? residual - 0.5 : residual + 0.5) * STEPS)
      votes[Math.min(STEPS - 1, at)] = (votes[Math.min(STEPS - 1, at)] ?? 0) + 1
    })
    let best = 0
    for (let i = 1; i < STEPS; i++) if ((votes[i] ?? 0) > (votes[best] ?? 0)) best = i
    return best / STEPS - 0.5
  }
}
