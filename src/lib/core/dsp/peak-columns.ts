import { PEAK_FRAMES } from './peaks.ts'

/** A window of a waveform: `columns` columns of `width` frames each, from frame `start`. */
export interface PeakWindow {
  start: number
  width: number
  columns: number
}

/** Columns nothing is known of yet: pairs of NaN. */
export function emptyColumns(columns: number): Float32Array {
  return new Float32Array(columns * 2).fill(NaN)
}

/**
 * Adds one stored piece (pairs of int8 min, max per PEAK_FRAMES frames, the piece beginning at `pieceStart`) to the
 * columns it touches. `out` holds pairs of min, max in -1..1.
 */
export function addPeaks(out: Float32Array, window: PeakWindow, pieceStart: number, peaks: Int8Array): void {
  const { start, width, columns } = window
  const count = peaks.length / 2
  const first = Math.max(0, Math.floor((start - pieceStart) / PEAK_FRAMES))
  for (let i = first; i < count; i++) {
    const at = pieceStart + i * PEAK_FRAMES - start
    const from = Math.max(0, Math.floor(at / width))
    if (from >= columns) return
    const to = Math.min(columns - 1, Math.ceil((at + PEAK_FRAMES) / width) - 1)
    widen(out, from, to, (peaks[i * 2] ?? 0) / 127, (peaks[i * 2 + 1] ?? 0) / 127)
  }
}

function widen(out: Float32Array, from: number, to: number, low: number, high: number): void {
  for (let column = from; column <= to; column++) {
    const [min, max] = [out[column * 2] ?? NaN, out[column * 2 + 1] ?? NaN]
    // Written so that NaN, nothing known, gives way.
    out[column * 2] = min <= low ? min : low
    out[column * 2 + 1] = max >= high ? max : high
  }
}
