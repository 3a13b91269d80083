/** A peak meter falls 20 dB in 1.7 s (IEC 60268-10, type I). */
const FALL_DB_PER_S = 20 / 1.7
const FALL_PER_FRAME = Math.pow(10, -FALL_DB_PER_S / 20 / 44_100)

/** Holds the highest sample and lets it fall at a meter's pace. */
export class PeakMeter {
  level = 0

  /** `peak` is the highest sample of the last `frames` frames. */
  take(peak: number, frames: number): void {
    this.level = Math.max(peak, this.level * Math.pow(FALL_PER_FRAME, frames))
    if (this.level < 1e-5) this.level = 0
  }
}

/** Decibels of a linear gain; -Infinity for silence. */
export function decibelsOf(gain: number): number {
  return gain > 0 ? 20 * Math.log10(gain) : -Infinity
}
