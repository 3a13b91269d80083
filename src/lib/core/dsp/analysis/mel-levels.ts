import { CurveTape } from './curve-tape.ts'
import { DecibelHistogram, decibelsOfPower } from './decibel-histogram.ts'
import { dctRows, melBank, melWidthsHz } from './mel.ts'
import { Running } from './running.ts'
import type { SparseBank } from './sparse-bank.ts'

const BANDS = 128
export const COEFFICIENTS = 13
const TOP_DB = 80

/** Mel levels of frames in dB. */
export class MelLevels {
  /** Of the frame last taken. */
  readonly db = new Float32Array(BANDS)
  /** Times the power of a band, this is its share of the energy. */
  readonly widthsHz: Float32Array
  readonly #bank: SparseBank

  constructor(rate: number, size: number) {
    this.#bank = melBank(rate, size, BANDS)
    this.widthsHz = melWidthsHz(rate, BANDS)
  }

  take(power: Float32Array): Float32Array {
    const { db } = this
    this.#bank.apply(power, db)
    for (let band = 0; band < BANDS; band++) db[band] = decibelsOfPower(db[band] as number)
    return db
  }
}

/**
 * The cepstrum of mel levels as `librosa.feature.mfcc`. Its floor, 80 dB under the loudest value of the whole song, is
 * exact in the means; the variances and the curve look `ahead` frames for it.
 */
export class Cepstrum {
  readonly curve: CurveTape
  readonly #rows = dctRows(BANDS, COEFFICIENTS)
  readonly #histograms = Array.from({ length: BANDS }, () => new DecibelHistogram())
  readonly #running = Array.from({ length: COEFFICIENTS }, () => new Running())
  readonly #row = new Float32Array(COEFFICIENTS)
  readonly #waiting: Float32Array
  readonly #ahead: number
  #taken = 0
  #given = 0
  #max = -Infinity

  constructor(curveEvery: number, ahead: number) {
    this.curve = new CurveTape(COEFFICIENTS, curveEvery)
    this.#ahead = ahead
    this.#waiting = new Float32Array(ahead * BANDS)
  }

  take(db: Float32Array): void {
    for (let band = 0; band < BANDS; band++) {
      const level = db[band] as number
      if (level > this.#max) this.#max = level
      this.#histograms[band]?.add(level)
    }
    if (this.#taken - this.#given === this.#ahead) this.#give()
    this.#waiting.set(db, (this.#taken % this.#ahead) * BANDS)
    this.#taken++
  }

  finish(): void {
    while (this.#given < this.#taken) this.#give()
    this.curve.finish()
  }

  mean(): number[] {
    const means = this.#histograms.map((histogram) => histogram.mean(this.#max - TOP_DB))
    return this.#rows.map((row) => row.reduce((sum, weight, band) => sum + weight * (means[band] ?? 0), 0))
  }

  variance(): number[] {
    return this.#running.map((one) => one.variance)
  }

  #give(): void {
    const from = (this.#given % this.#ahead) * BANDS
    const floor = this.#max - TOP_DB
    for (let k = 0; k < COEFFICIENTS; k++) {
      const weights = this.#rows[k] as Float32Array
      let sum = 0
      for (let band = 0; band < BANDS; band++)
        sum += (weights[band] as number) * Math.max(floor, this.#waiting[from + band] as number)
      this.#row[k] = sum
      this.#running[k]?.add(sum)
    }
    this.curve.push(this.#row)
    this.#given++
  }
}
