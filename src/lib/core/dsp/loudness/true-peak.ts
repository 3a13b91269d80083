const TAPS = 49

/** Oversampling that reaches at least 176 kHz (ITU-R BS.1770-4, annex 2). */
export function factorFor(rate: number): number {
  if (rate < 96_000) return 4
  return rate < 192_000 ? 2 : 1
}

/** One row of filter taps a phase between two samples; phase 0 is the sample itself. */
export function phasesOf(factor: number): Float64Array[] {
  const half = (TAPS - 1) / 2
  const perPhase = Math.ceil(TAPS / factor)
  return Array.from({ length: factor - 1 }, (_, index) => {
    const taps = new Float64Array(perPhase)
    for (let k = 0; k < perPhase; k++) {
      const at = index + 1 + k * factor
      if (at >= TAPS) continue
      const x = (Math.PI * (at - half)) / factor
      const hann = 0.5 - 0.5 * Math.cos((2 * Math.PI * at) / (TAPS - 1))
      taps[k] = (Math.abs(x) < 1e-12 ? 1 : Math.sin(x) / x) * hann
    }
    return taps
  })
}

/** Samples looked at together. */
const BLOCK = 64
/** Phases between two samples that are filtered side by side. */
const MOST_PHASES = 3

/**
 * The highest value between the samples of one channel, by polyphase interpolation with a windowed sinc of 49 taps.
 * What cannot pass the peak already known is not interpolated.
 */
export class TruePeak {
  readonly #taps: Float64Array[]
  readonly #length: number
  /** The most that interpolation can add to the highest sample near by. */
  readonly #gain: number
  #line: Float32Array
  /** Highest since the last `take`. */
  #peak = 0
  /** Highest sample of all, linear. */
  highestSample = 0

  constructor(rate: number) {
    const phases = phasesOf(factorFor(rate))
    const length = phases[0]?.length ?? 1
    const sums = phases.map((taps) => taps.reduce((sum, tap) => sum + Math.abs(tap), 0))
    this.#gain = Math.max(1, ...sums)
    this.#length = length
    this.#taps = Array.from({ length: MOST_PHASES }, (_, i) => phases[i] ?? new Float64Array(length))
    this.#line = new Float32Array(length - 1)
  }

  push(samples: Float32Array, from: number, to: number): void {
    const past = this.#line.length
    const all = new Float32Array(past + to - from)
    all.set(this.#line)
    all.set(samples.subarray(from, to), past)
    // The samples first: the higher the peak that is known, the less is left to be interpolated.
    const sample = highest(all, past, all.length)
    this.highestSample = Math.max(this.highestSample, sample)
    this.#peak = Math.max(this.#peak, sample)
    for (let start = past; start < all.length; start += BLOCK) {
      const end = Math.min(all.length, start + BLOCK)
      if (highest(all, start - past, end) * this.#gain > this.#peak) this.#search(all, start, end)
    }
    this.#line = all.slice(all.length - past)
  }

  /** The peak since the last call, linear; counting begins anew. */
  take(): number {
    const peak = this.#peak
    this.#peak = 0
    return peak
  }

  #search(all: Float32Array, start: number, end: number): void {
    const length = this.#length
    const [first, second, third] = this.#taps as [Float64Array, Float64Array, Float64Array]
    let peak = this.#peak
    for (let i = start; i < end; i++) {
      let a = 0
      let b = 0
      let c = 0
      for (let k = 0; k < length; k++) {
        const x = all[i - k] as number
        a += (first[k] as number) * x
        b += (second[k] as number) * x
        c += (third[k] as number) * x
      }
      // Not by Math.max: a sample that is no number would be the peak of all.
      if (Math.abs(a) > peak) peak = Math.abs(a)
      if (Math.abs(b) > peak) peak = Math.abs(b)
      if (Math.abs(c) > peak) peak = Math.abs(c)
    }
    this.#peak = peak
  }
}

function highest(samples: Float32Array, from: number, to: number): number {
  let most = 0
  for (let i = from; i < to; i++) {
    const size = Math.abs(samples[i] as number)
    if (size > most) most = size
  }
  return most
}
