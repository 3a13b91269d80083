import { SparseBank } from './sparse-bank.ts'

/** Octave, counted from A0, on which the weights are centred, and their width in octaves. */
const CENTRE = 5
const WIDTH = 2
const A0_HZ = 27.5

/**
 * Weights from a spectrum to 12 pitch classes, C first, as `librosa.filters.chroma` (after D. Ellis).
 * `tuning` in semitones, -0.5 to 0.5.
 */
export function chromaBank(rate: number, size: number, tuning: number): SparseBank {
  const bins = size / 2 + 1
  const reference = A0_HZ * Math.pow(2, tuning / 12)
  const pitches = Array.from({ length: size }, (_, k) =>
    k === 0 ? 0 : 12 * Math.log2((k * rate) / size / reference),
  )
  pitches[0] = (pitches[1] ?? 0) - 18
  const rows = Array.from({ length: 12 }, () => new Float32Array(bins))
  for (let k = 0; k < bins; k++) {
    const pitch = pitches[k] ?? 0
    const width = Math.max(1, (pitches[k + 1] ?? pitch + 1) - pitch)
    const weights = rows.map((_, c) => {
      const away = ((((pitch - c + 6 + 120) % 12) + 12) % 12) - 6
      return Math.exp(-0.5 * ((2 * away) / width) ** 2)
    })
    const length = Math.hypot(...weights)
    const octave = Math.exp(-0.5 * ((pitch / 12 - CENTRE) / WIDTH) ** 2)
    weights.forEach((weight, c) => {
      // Rows are counted from A; C is the fourth.
      const row = rows[(c + 9) % 12]
      if (row) row[k] = (weight / length) * octave
    })
  }
  return new SparseBank(rows)
}

/** Divides 12 values by the largest; leaves silence as it is. */
export function unitMax(chroma: Float32Array): void {
  let most = 0
  for (const value of chroma) most = Math.max(most, Math.abs(value))
  if (most < 1e-30) return
  for (let c = 0; c < chroma.length; c++) chroma[c] = (chroma[c] as number) / most
}
