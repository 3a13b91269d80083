import { bandOf } from './onset-bands.ts'
import { smoothed } from './smooth.ts'
import { meanOf } from './vectors.ts'

export interface HeardOnset {
  time: number
  /** Rise of the low, middle and high bands in dB. */
  low: number
  middle: number
  high: number
}

/** Shortest time between two onsets. */
const APART_S = 0.05
/** How far, in dB, a rise must stand out of its surroundings. */
const STANDING_DB = 1

/** Moments at which something begins to sound. */
export function onsetsOf(rows: Float32Array, framesPerS: number): HeardOnset[] {
  const [full, low, middle, high] = [0, 1, 2, 3].map((band) => bandOf(rows, band)) as [
    Float32Array,
    Float32Array,
    Float32Array,
    Float32Array,
  ]
  const around = smoothed(full, framesPerS * 0.1)
  const apart = Math.max(1, Math.round(APART_S * framesPerS))
  const found: HeardOnset[] = []
  let last = -apart
  for (let i = 0; i < full.length; i++) {
    const here = full[i] as number
    if (here < (full[i - 1] ?? 0) || here <= (full[i + 1] ?? 0)) continue
    if (here < (around[i] as number) * 1.3 + STANDING_DB || i - last < apart) continue
    const near = (band: Float32Array) => Math.max(band[i - 1] ?? 0, band[i] ?? 0, band[i + 1] ?? 0)
    found.push({ time: i / framesPerS, low: near(low), middle: near(middle), high: near(high) })
    last = i
  }
  return found
}

export function onsetStrength(rows: Float32Array): number {
  return meanOf(bandOf(rows, 0))
}
