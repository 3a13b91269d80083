/** Share of the summed magnitude below the rolloff. */
const ROLLOFF = 0.85
const LEAST_POWER = 1e-10

export interface Shape {
  centroidHz: number
  bandwidthHz: number
  rolloffHz: number
  flatness: number
}

/** Shape of one frame as librosa's `spectral_*` define it, over magnitudes (flatness: over power). All 0 for silence. */
export function shapeOf(power: Float32Array, magnitude: Float32Array, binHz: number, out: Shape): void {
  const bins = magnitude.length
  let sum = 0
  let weighted = 0
  for (let k = 0; k < bins; k++) {
    const m = magnitude[k] as number
    sum += m
    weighted += m * k
  }
  out.flatness = flatnessOf(power)
  if (sum <= 1e-30) {
    out.centroidHz = out.bandwidthHz = out.rolloffHz = 0
    return
  }
  const centre = weighted / sum
  let spread = 0
  let below = 0
  let rolloff = -1
  for (let k = 0; k < bins; k++) {
    const m = magnitude[k] as number
    spread += m * (k - centre) * (k - centre)
    below += m
    if (rolloff < 0 && below >= ROLLOFF * sum) rolloff = k
  }
  out.centroidHz = centre * binHz
  out.bandwidthHz = Math.sqrt(spread / sum) * binHz
  out.rolloffHz = Math.max(0, rolloff) * binHz
}

function flatnessOf(power: Float32Array): number {
  let logs = 0
  let sum = 0
  // One logarithm for sixteen values; each is at least 1e-10, so that their product stays a number.
  for (let from = 0; from < power.length; from += 16) {
    const to = Math.min(power.length, from + 16)
    let product = 1
    for (let k = from; k < to; k++) {
      const p = Math.max(LEAST_POWER, power[k] as number)
      product *= p
      sum += p
    }
    logs += Math.log(product)
  }
  return Math.exp(logs / power.length) / (sum / power.length)
}
