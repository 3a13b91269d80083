import type { StemFacts } from '#lib/core/domain/analysis.ts'
import type { StemName } from '#lib/core/domain/separation.ts'
import { LoudnessMeter } from '#lib/core/dsp/loudness/loudness-meter.ts'
import { Tape } from '#lib/core/dsp/analysis/tape.ts'
import { SAMPLE_RATE } from '#lib/core/dsp/segments.ts'
import type { Stereo } from './read-sound.ts'

export const ACTIVITY_HOP_S = 0.5
/** Decibels from the loudest stretch of a stem down to where it shows no more, and to where it counts as silent. */
const SHOWN_DB = 48
const SOUNDING_DB = 30
const SILENT_DBFS = -55

/** Loudness and activity of one stem. */
export class StemLevels {
  readonly #stem: StemName
  readonly #meter = new LoudnessMeter(SAMPLE_RATE, [1, 1])
  readonly #levels = new Tape()
  readonly #hop = SAMPLE_RATE * ACTIVITY_HOP_S
  #sum = 0
  #count = 0

  constructor(stem: StemName) {
    this.#stem = stem
  }

  push({ left, right }: Stereo): void {
    this.#meter.push([left, right])
    for (let i = 0; i < left.length; i++) {
      this.#sum += ((left[i] as number) ** 2 + (right[i] as number) ** 2) / 2
      if (++this.#count === this.#hop) this.#close()
    }
  }

  finish(): { facts: StemFacts; values: Float32Array } {
    if (this.#count > 0) this.#close()
    const { integratedLufs, truePeakDbtp } = this.#meter.finish()
    const levels = this.#levels.all
    const loudest = levels.reduce((a, b) => Math.max(a, b), -Infinity)
    const sounds = levels.filter((db) => db > SILENT_DBFS && db > loudest - SOUNDING_DB).length
    return {
      facts: {
        stem: this.#stem,
        integratedLufs,
        truePeakDbtp,
        activity: sounds / Math.max(1, levels.length),
      },
      values: levels.map((db) => (db > SILENT_DBFS ? Math.max(0, 1 + (db - loudest) / SHOWN_DB) : 0)),
    }
  }

  #close(): void {
    this.#levels.add(10 * Math.log10(Math.max(1e-12, this.#sum / this.#count)))
    this.#sum = 0
    this.#count = 0
  }
}
