import { Tape } from './tape.ts'

/** All bands, the low (under about 200 Hz), the middle (to about 2 kHz) and the high ones of 128 mel bands. */
const RANGES: readonly (readonly [from: number, to: number])[] = [
  [0, 128],
  [0, 12],
  [12, 64],
  [64, 128],
]
export const ONSET_BANDS = RANGES.length
/** Column of the rise in loudness, behind those of the bands. */
export const LOUDER = RANGES.length
const COLUMNS = ONSET_BANDS + 1
const BANDS = 128
const FLOOR_DB = 80
const SILENCE_DB = -100
/** Frames between what is compared: a rise is spread over several overlapping frames. */
const LAG = 2
/** The most by which sound may rise out of the silence before the song. */
const FIRST_DB = 20

/**
 * How much louder each frame is than the one two before it, in dB, falls left out and vibrato too, since a band is
 * compared with the loudest of three neighbours (Böck & Widmer, "Maximum filter vibrato suppression for onset
 * detection", DAFx 2013).
 */
export class OnsetBands {
  readonly rows = new Tape(COLUMNS)
  readonly #past: Float32Array[] = Array.from({ length: LAG }, () => new Float32Array(BANDS).fill(-Infinity))
  readonly #row = new Float32Array(COLUMNS)
  readonly #heard: Float32Array[] = Array.from({ length: LAG }, () => new Float32Array(BANDS))
  #max = -Infinity
  #count = 0

  /** Mel levels of the next frame, in dB. */
  take(db: Float32Array): void {
    for (const level of db) if (level > this.#max) this.#max = level
    const floor = Math.max(this.#max - FLOOR_DB, SILENCE_DB)
    const past = this.#past[this.#count % LAG] as Float32Array
    const heard = this.#heard[this.#count % LAG] as Float32Array
    const row = this.#row.fill(0)
    const isFirst = this.#count < LAG
    for (let band = 0; band < BANDS; band++) {
      const before = Math.max(
        floor,
        past[band] as number,
        past[Math.max(0, band - 1)] as number,
        past[Math.min(BANDS - 1, band + 1)] as number,
      )
      const rise = Math.min((db[band] as number) - before, isFirst ? FIRST_DB : Infinity)
      if (rise <= 0) continue
      RANGES.forEach(([from, to], r) => {
        if (band >= from && band < to) row[r] = (row[r] as number) + rise / (to - from)
      })
    }
    let louder = 0
    for (let band = 0; band < BANDS; band++) {
      // A quarter of the power: about how loud it seems (Stevens, 1957).
      const loud = Math.pow(10, Math.max(floor, db[band] as number) / 40)
      louder += Math.max(0, loud - (heard[band] as number))
      heard[band] = loud
    }
    row[LOUDER] = louder
    this.rows.push(row)
    past.set(db)
    this.#count++
  }
}

/** One band of the rows as a row of its own. */
export function bandOf(rows: Float32Array, band: number): Float32Array {
  const out = new Float32Array(rows.length / COLUMNS)
  for (let i = 0; i < out.length; i++) out[i] = rows[i * COLUMNS + band] as number
  return out
}
