interface Curve {
  values: Float32Array
  hopS: number
}

export interface BuildUp {
  /** Seconds. */
  start: number
  end: number
  riseDb: number
}

/** Windows in which loudness and width are compared, and how many steps in a row must rise. */
const WINDOW_S = 2
const LEAST_STEPS = 3
/** A rise of less is the grain of the music. */
const LEAST_DB = 4

/** Stretches in which the song grows louder and its spectrum wider from one window to the next; `rms` is linear. */
export function buildUpsOf(rms: Curve, bandwidth: Curve): BuildUp[] {
  const seconds = Math.min(rms.values.length * rms.hopS, bandwidth.values.length * bandwidth.hopS)
  const count = Math.floor(seconds / WINDOW_S)
  const level = windows(rms, count, (sum, value) => sum + value * value).map(
    (power) => 10 * Math.log10(power),
  )
  const width = windows(bandwidth, count, (sum, value) => sum + value)
  const found: BuildUp[] = []
  let from = 0
  for (let i = 1; i <= count; i++) {
    if (i < count && at(level, i) > at(level, i - 1) && at(width, i) > at(width, i - 1)) continue
    const riseDb = at(level, i - 1) - at(level, from)
    // Out of digital silence every beginning would be one.
    if (i - 1 - from >= LEAST_STEPS && riseDb >= LEAST_DB && at(level, from) > -80) {
      found.push({ start: (from + 1) * WINDOW_S, end: (i - 1) * WINDOW_S, riseDb })
    }
    from = i
  }
  return found
}

const at = (values: Float64Array, i: number) => values[i] ?? 0

/** Means over windows. */
function windows(
  { values, hopS }: Curve,
  count: number,
  add: (sum: number, value: number) => number,
): Float64Array {
  return Float64Array.from({ length: count }, (_, i) => {
    const part = values.subarray(Math.round((i * WINDOW_S) / hopS), Math.round(((i + 1) * WINDOW_S) / hopS))
    return part.reduce(add, 0) / Math.max(1, part.length)
  })
}
