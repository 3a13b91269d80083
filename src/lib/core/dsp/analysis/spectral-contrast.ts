import { DecibelHistogram, decibelsOfPower } from './decibel-histogram.ts'

const LOWEST_HZ = 200
const BANDS = 6
const QUANTILE = 0.02
const TOP_DB = 80

interface Band {
  from: number
  to: number
  /** How many of the loudest and of the softest bins are averaged. */
  count: number
}

/** Octave bands as `librosa.feature.spectral_contrast` cuts them, its overlaps included. */
function bandsFor(rate: number, size: number): Band[] {
  const hz = (bin: number) => (bin * rate) / size
  const bins = size / 2 + 1
  return Array.from({ length: BANDS + 1 }, (_, band) => {
    const low = band === 0 ? 0 : LOWEST_HZ * 2 ** (band - 1)
    const high = LOWEST_HZ * 2 ** band
    let first = 0
    while (hz(first) < low) first++
    let end = first
    while (end < bins && hz(end) <= high) end++
    if (band > 0) first--
    if (band === BANDS) end = bins
    const count = Math.max(1, roundHalfEven(QUANTILE * (end - first)))
    return { from: first, to: band < BANDS ? end - 1 : end, count }
  })
}

function roundHalfEven(x: number): number {
  const floor = Math.floor(x)
  if (x - floor !== 0.5) return Math.round(x)
  return floor % 2 === 0 ? floor : floor + 1
}

/** Mean difference in dB between a band's peaks and valleys, for seven bands. */
export class SpectralContrast {
  readonly #bands: Band[]
  readonly #peaks: DecibelHistogram[]
  readonly #valleys: DecibelHistogram[]
  readonly #sorted: Float32Array[]
  #peak = -Infinity
  #valley = -Infinity

  constructor(rate: number, size: number) {
    this.#bands = bandsFor(rate, size)
    this.#peaks = this.#bands.map(() => new DecibelHistogram())
    this.#valleys = this.#bands.map(() => new DecibelHistogram())
    this.#sorted = this.#bands.map(({ from, to }) => new Float32Array(to - from))
  }

  add(magnitude: Float32Array): void {
    this.#bands.forEach(({ from, to, count }, band) => {
      const sorted = this.#sorted[band] as Float32Array
      sorted.set(magnitude.subarray(from, to))
      sorted.sort()
      const peak = decibelsOfPower(meanOf(sorted, sorted.length - count, sorted.length))
      const valley = decibelsOfPower(meanOf(sorted, 0, count))
      this.#peak = Math.max(this.#peak, peak)
      this.#valley = Math.max(this.#valley, valley)
      this.#peaks[band]?.add(peak)
      this.#valleys[band]?.add(valley)
    })
  }

  mean(): number[] {
    return this.#bands.map((_, band) => {
      const peak = this.#peaks[band]?.mean(this.#peak - TOP_DB) ?? 0
      return peak - (this.#valleys[band]?.mean(this.#valley - TOP_DB) ?? 0)
    })
  }
}

function meanOf(values: Float32Array, from: number, to: number): number {
  let sum = 0
  for (let i = from; i < to; i++) sum += values[i] as number
  return sum / (to - from)
}
