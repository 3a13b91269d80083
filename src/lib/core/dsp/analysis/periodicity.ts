/** Tempi that are weighed, in even steps of the logarithm. */
export const LOWEST_BPM = 40
export const HIGHEST_BPM = 250
const STEP = 0.01
export const TEMPI: Float64Array = Float64Array.from(
  { length: Math.floor(Math.log(HIGHEST_BPM / LOWEST_BPM) / STEP) + 1 },
  (_, i) => LOWEST_BPM * Math.exp(i * STEP),
)

/** Autocorrelation up to `lags`, each lag by its number of products, the first 1; all 0 where nothing varies. */
export function autocorrelation(values: Float32Array, from: number, to: number, lags: number): Float64Array {
  const count = to - from
  const out = new Float64Array(Math.min(Math.floor(lags), count))
  let mean = 0
  for (let i = from; i < to; i++) mean += values[i] as number
  mean /= count
  const centred = new Float64Array(count)
  for (let i = 0; i < count; i++) centred[i] = (values[from + i] as number) - mean
  for (let lag = 0; lag < out.length; lag++) {
    out[lag] = product(centred, lag) / (count - lag)
  }
  const whole = out[0] as number
  if (whole <= 0) return out
  return out.map((value) => value / whole)
}

/** Sum of the products of values that lie `lag` apart. Two sums, for neither has to wait for the other. */
function product(values: Float64Array, lag: number): number {
  const { length } = values
  let even = 0
  let odd = 0
  let i = lag
  for (; i + 1 < length; i += 2) {
    even += (values[i] as number) * (values[i - lag] as number)
    odd += (values[i + 1] as number) * (values[i + 1 - lag] as number)
  }
  if (i < length) even += (values[i] as number) * (values[i - lag] as number)
  return even + odd
}

function valueAt(row: Float64Array, place: number): number | null {
  const low = Math.floor(place)
  if (low + 1 >= row.length) return null
  const share = place - low
  return (row[low] as number) * (1 - share) + (row[low + 1] as number) * share
}

/** Periods that repeat with every beat, every second, fourth and eighth: a bar of four has them all. */
const MULTIPLES = [1, 2, 4, 8]
/** What is too slow to be heard twice over is not weighed. */
const LEAST_MULTIPLES = 2

/** How well each of `TEMPI` is borne out by autocorrelations of several bands; -1 to 1. */
export function combScores(bands: readonly Float64Array[], framesPerS: number): Float64Array {
  return TEMPI.map((bpm) => {
    const beat = (60 * framesPerS) / bpm
    let sum = 0
    for (const row of bands) {
      const found = MULTIPLES.map((multiple) => valueAt(row, beat * multiple)).filter(
        (value) => value !== null,
      )
      if (found.length >= LEAST_MULTIPLES) sum += found.reduce((all, value) => all + value, 0) / found.length
    }
    return sum / bands.length
  })
}

/**
 * Which level of the metre is the beat: what a period's own autocorrelation and its halves and thirds say. A beat never
 * avoids its own period, and most music divides it.
 */
export function levelScores(bands: readonly Float64Array[], framesPerS: number): Float64Array {
  const at = (place: number) =>
    bands.reduce((sum, row) => sum + (valueAt(row, place) ?? 0), 0) / Math.max(1, bands.length)
  return TEMPI.map((bpm) => {
    const beat = (60 * framesPerS) / bpm
    const divided = Math.max(at(beat / 2), at(beat / 3), at((2 * beat) / 3))
    return Math.min(0, at(beat)) + 0.5 * Math.max(-0.2, Math.min(0.2, divided))
  })
}

/** How likely a tempo is before anything is heard: an octave wide around 125 BPM. */
export const PRIOR: Float64Array = TEMPI.map((bpm) => Math.exp(-0.5 * Math.log2(bpm / 125) ** 2))
