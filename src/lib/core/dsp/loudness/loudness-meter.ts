import { integrated, lufsOf, range } from './gates.ts'
import { KWeighting } from './k-weighting.ts'
import { TruePeak } from './true-peak.ts'

/** Blocks a second; momentary loudness is over 4 of them, short-term over 30 (EBU Tech 3341). */
const BLOCKS_PER_S = 10
const MOMENTARY = 4
const SHORT_TERM = 30

export interface LoudnessReading {
  integratedLufs: number | null
  rangeLu: number | null
  maxMomentaryLufs: number | null
  maxShortTermLufs: number | null
  truePeakDbtp: number | null
  samplePeakDbfs: number | null
  channels: number
  /** LUFS each 0.1 s; NaN before the first whole window, -Infinity for silence. */
  momentary: Float32Array
  shortTerm: Float32Array
  /** Highest true peak of each 0.1 s, linear. */
  peaks: Float32Array
}

/** A growing list of numbers. */
class Tape {
  #held = new Float64Array(1024)
  length = 0

  push(value: number): void {
    if (this.length === this.#held.length) {
      const more = new Float64Array(this.length * 2)
      more.set(this.#held)
      this.#held = more
    }
    this.#held[this.length++] = value
  }

  get all(): Float64Array {
    return this.#held.subarray(0, this.length)
  }
}

/** Loudness by ITU-R BS.1770-4 of sound that comes in pieces, and its true peak. Memory grows by 200 bytes a second. */
export class LoudnessMeter {
  readonly #weights: readonly number[]
  readonly #filters: KWeighting[]
  readonly #peaks: TruePeak[]
  readonly #block: number
  readonly #energies = new Tape()
  readonly #blockPeaks = new Tape()
  #filled = 0
  #energy = 0

  /** One weight a channel: see `weightsFor`. */
  constructor(rate: number, weights: readonly number[]) {
    this.#weights = weights
    this.#filters = weights.map(() => new KWeighting(rate))
    this.#peaks = weights.map(() => new TruePeak(rate))
    this.#block = Math.max(1, Math.round(rate / BLOCKS_PER_S))
  }

  push(channels: readonly Float32Array[]): void {
    const frames = channels[0]?.length ?? 0
    for (let from = 0; from < frames;) {
      const to = Math.min(frames, from + this.#block - this.#filled)
      this.#measure(channels, from, to)
      this.#filled += to - from
      from = to
      if (this.#filled === this.#block) this.#close()
    }
  }

  finish(): LoudnessReading {
    const whole = this.#energies.length
    if (this.#filled > 0) this.#blockPeaks.push(this.#takePeak())
    const momentary = sliding(this.#energies.all.subarray(0, whole), MOMENTARY)
    const shortTerm = sliding(this.#energies.all.subarray(0, whole), SHORT_TERM)
    const gated = momentary.subarray(Math.min(whole, MOMENTARY - 1))
    const long = shortTerm.subarray(Math.min(whole, SHORT_TERM - 1))
    const peaks = Float32Array.from(this.#blockPeaks.all)
    return {
      integratedLufs: integrated(gated),
      rangeLu: range(long),
      maxMomentaryLufs: finiteOr(lufsOf(highest(gated))),
      maxShortTermLufs: finiteOr(lufsOf(highest(long))),
      truePeakDbtp: decibels(highest(peaks)),
      samplePeakDbfs: decibels(Math.max(...this.#peaks.map((one) => one.highestSample))),
      channels: this.#weights.length,
      momentary: lufsCurve(momentary, MOMENTARY),
      shortTerm: lufsCurve(shortTerm, SHORT_TERM),
      peaks,
    }
  }

  #measure(channels: readonly Float32Array[], from: number, to: number): void {
    channels.forEach((samples, c) => {
      const weight = this.#weights[c] ?? 0
      if (weight > 0) this.#energy += weight * (this.#filters[c]?.energy(samples, from, to) ?? 0)
      this.#peaks[c]?.push(samples, from, to)
    })
  }

  #close(): void {
    this.#energies.push(this.#energy / this.#block)
    this.#blockPeaks.push(this.#takePeak())
    this.#energy = 0
    this.#filled = 0
  }

  #takePeak(): number {
    return this.#peaks.reduce((peak, one) => Math.max(peak, one.take()), 0)
  }
}

/** Means over the last `width` values; before there are so many, over those that are there. */
function sliding(values: Float64Array, width: number): Float64Array {
  const out = new Float64Array(values.length)
  for (let i = 0; i < values.length; i++) {
    let sum = 0
    for (let k = Math.max(0, i - width + 1); k <= i; k++) sum += values[k] as number
    out[i] = sum / width
  }
  return out
}

function lufsCurve(values: Float64Array, width: number): Float32Array {
  return Float32Array.from(values, (value, i) => (i < width - 1 ? NaN : lufsOf(value)))
}

function highest(values: Float32Array | Float64Array): number {
  let most = 0
  for (const value of values) most = Math.max(most, value)
  return most
}

const finiteOr = (value: number) => (Number.isFinite(value) ? value : null)
const decibels = (gain: number) => (gain > 0 ? 20 * Math.log10(gain) : null)
