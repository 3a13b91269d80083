/** Mean of chroma frames, each divided by its largest value. */
export function evenMean(rows: Float32Array): number[] {
  const mean = new Float64Array(12)
  const frames = rows.length / 12
  for (let i = 0; i < frames; i++) {
    const row = rows.subarray(12 * i, 12 * i + 12)
    const most = row.reduce((a, b) => Math.max(a, b), 0)
    if (most > 1e-30) row.forEach((value, c) => (mean[c] = (mean[c] as number) + value / most / frames))
  }
  return Array.from(mean)
}

/** Length of the smoothing window in frames of librosa (41, with its two zeros), of which every fourth is here. */
const SMOOTH = 43
const EVERY = 4
const STEPS = [0.05, 0.1, 0.2, 0.4]

/** Mean of chroma energy normalised statistics (Müller & Ewert, "Chroma Toolbox", ISMIR 2011). */
export function censMean(rows: Float32Array): number[] {
  const frames = rows.length / 12
  const steps = new Float32Array(rows.length)
  for (let i = 0; i < frames; i++) {
    const row = rows.subarray(12 * i, 12 * i + 12)
    const sum = row.reduce((a, b) => a + b, 0)
    if (sum <= 1e-30) continue
    row.forEach((value, c) => (steps[12 * i + c] = STEPS.filter((step) => value / sum > step).length / 4))
  }
  const reach = Math.floor(SMOOTH / 2 / EVERY)
  const window = Array.from(
    { length: 2 * reach + 1 },
    (_, k) => 0.5 + 0.5 * Math.cos((2 * Math.PI * EVERY * (k - reach)) / (SMOOTH - 1)),
  )
  const mean = new Float64Array(12)
  const smooth = new Float64Array(12)
  for (let i = 0; i < frames; i++) {
    smooth.fill(0)
    for (let k = -reach; k <= reach; k++) {
      if (i + k < 0 || i + k >= frames) continue
      for (let c = 0; c < 12; c++)
        smooth[c] =
          (smooth[c] as number) + (window[k + reach] as number) * (steps[12 * (i + k) + c] as number)
    }
    const length = Math.hypot(...smooth)
    if (length > 0) smooth.forEach((value, c) => (mean[c] = (mean[c] as number) + value / length / frames))
  }
  return Array.from(mean)
}
