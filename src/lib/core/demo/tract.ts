import { SAMPLE_RATE } from './time.ts'

/**
 * Bandwidths of the resonances, Hz, and where the fixed ones above the third lie: those of a woman's tract of
 * 14.5 cm, (2n - 1) c / 4L. Without the upper ones the voice would be dull above 6 kHz.
 */
const BANDWIDTHS = [80, 100, 150, 220, 300, 400, 500, 600, 700]
const FIXED = [4250, 5350, 6600, 7800, 9000, 10200]

type Resonator = { a: number; b: number; c: number; y1: number; y2: number }

/** Sets a second-order resonator of unit gain at 0 Hz (D. Klatt, JASA 67, 1980). */
function tune(one: Resonator, hertz: number, bandwidth: number): void {
  const r = Math.exp((-Math.PI * bandwidth) / SAMPLE_RATE)
  one.b = 2 * r * Math.cos((2 * Math.PI * hertz) / SAMPLE_RATE)
  one.c = -r * r
  one.a = 1 - one.b - one.c
}

/** The throat, mouth and nose: resonances in a row. `shape` moves the first three; `run` passes one sample. */
export function vocalTract() {
  const resonators = BANDWIDTHS.map((): Resonator => ({ a: 1, b: 0, c: 0, y1: 0, y2: 0 }))
  resonators.forEach((one, n) => tune(one, FIXED[n - 3] ?? 3000, BANDWIDTHS[n] ?? 100))

  /** `formants` in Hz, `hertz` the note sung, `nasal` 0 to 1: how far the nose is open, which damps the upper formants. */
  const shape = (formants: readonly number[], hertz: number, nasal: number): void => {
    formants.forEach((aim, n) => {
      const one = resonators[n]
      if (!one) return
      // Singers open the mouth so that the first resonance is never under the note (J. Sundberg, STL-QPSR 16, 1975).
      const centre = n === 0 ? Math.max(aim, 1.02 * hertz) : aim
      tune(one, centre, (BANDWIDTHS[n] ?? 100) * (n === 0 ? 1 : 1 + 2.5 * nasal))
    })
  }

  const run = (x: number): number => {
    let y = x
    for (const one of resonators) {
      y = one.a * y + one.b * one.y1 + one.c * one.y2
      one.y2 = one.y1
      one.y1 = y
    }
    return y
  }
  return { shape, run }
}
