import type { PitchPeaks } from './pitch-peaks.ts'
import { Tape } from './tape.ts'

/** Three chromagrams side by side, 12 values each: magnitudes of the middle range, powers of a wider one, and the bass. */
export const MIDDLE = 0
export const WIDE = 1
export const BASS = 2
const RANGES = [
  { low: 60, high: 1000, isPower: false },
  { low: 60, high: 2000, isPower: true },
  { low: 30, high: 200, isPower: false },
]
export const CHROMA_WIDTH = 12 * RANGES.length

/** Where in its semitone a song lies: peaks voting as vectors, by their strength. */
export class Detune {
  #x = 0
  #y = 0
  #weight = 0
  #count = 0

  take(peaks: PitchPeaks): void {
    for (let i = 0; i < peaks.count; i++) {
      const hz = peaks.hz[i] as number
      if (hz < 100 || hz > 2000) continue
      const angle = 2 * Math.PI * 12 * Math.log2(hz / 440)
      const weight = peaks.magnitude[i] as number
      this.#x += weight * Math.cos(angle)
      this.#y += weight * Math.sin(angle)
      this.#weight += weight
      this.#count++
    }
  }

  /** In semitones, -0.5 to 0.5; null where nothing is pitched. */
  semitones(): number | null {
    // Noise leaves a vector of next to no length, as a random walk does.
    const chance = Math.max(0.02, 3.5 / Math.sqrt(Math.max(1, this.#count)))
    if (this.#weight === 0 || Math.hypot(this.#x, this.#y) < chance * this.#weight) return null
    return Math.atan2(this.#y, this.#x) / (2 * Math.PI)
  }
}

/** Chromagrams of every frame, for a song that lies `detune` semitones off A = 440 Hz. */
export class PitchClasses {
  readonly rows = new Tape(CHROMA_WIDTH)
  readonly #detune: number
  readonly #row = new Float32Array(CHROMA_WIDTH)

  constructor(detune: number) {
    this.#detune = detune
  }

  take(peaks: PitchPeaks): void {
    const row = this.#row.fill(0)
    for (let i = 0; i < peaks.count; i++) {
      const hz = peaks.hz[i] as number
      const pitch = 12 * Math.log2(hz / 440) + 69 - this.#detune
      const note = Math.round(pitch)
      const closeness = Math.cos(Math.PI * (pitch - note)) ** 2
      const magnitude = peaks.magnitude[i] as number
      const c = ((note % 12) + 12) % 12
      RANGES.forEach(({ low, high, isPower }, r) => {
        if (hz <= low || hz >= high) return
        const weight = closeness * (isPower ? magnitude * magnitude : magnitude)
        row[12 * r + c] = (row[12 * r + c] as number) + weight
      })
    }
    this.rows.push(row)
  }
}

/** Twelve values of one chromagram of a frame. */
export function chromaAt(rows: Float32Array, frame: number, which: number): Float32Array {
  const from = frame * CHROMA_WIDTH + 12 * which
  return rows.subarray(from, from + 12)
}

/** Mean chroma of frames; `even` gives each frame the same say. */
export function meanRows(
  rows: Float32Array,
  from: number,
  to: number,
  which: number,
  even: boolean,
): Float64Array {
  const mean = new Float64Array(12)
  for (let i = from; i < to; i++) {
    const row = chromaAt(rows, i, which)
    let most = 1
    if (even) most = row.reduce((a, b) => Math.max(a, b), 0) + 1e-9
    for (let c = 0; c < 12; c++) mean[c] = (mean[c] as number) + (row[c] as number) / most / (to - from)
  }
  return mean
}
