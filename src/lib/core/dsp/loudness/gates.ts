const ABSOLUTE_LUFS = -70

/** LUFS of a weighted mean square; -Infinity for silence. */
export function lufsOf(meanSquare: number): number {
  return meanSquare > 0 ? -0.691 + 10 * Math.log10(meanSquare) : -Infinity
}

const powerOf = (lufs: number) => Math.pow(10, (lufs + 0.691) / 10)

function meanAbove(values: Float64Array, threshold: number): number | null {
  let sum = 0
  let count = 0
  for (const value of values)
    if (value > threshold) {
      sum += value
      count++
    }
  return count === 0 ? null : sum / count
}

/** Gated loudness of overlapping blocks' mean squares (BS.1770-4: -70 LUFS, then 10 LU below their mean); null when all is quieter. */
export function integrated(blocks: Float64Array): number | null {
  const loud = meanAbove(blocks, powerOf(ABSOLUTE_LUFS))
  if (loud === null) return null
  const mean = meanAbove(blocks, Math.max(powerOf(ABSOLUTE_LUFS), loud / 10))
  return mean === null ? null : lufsOf(mean)
}

/** Loudness range of short-term mean squares (EBU Tech 3342: gate 20 LU below, 10th to 95th percentile); null when nothing passes. */
export function range(shortTerms: Float64Array): number | null {
  const loud = meanAbove(shortTerms, powerOf(ABSOLUTE_LUFS))
  if (loud === null) return null
  const kept = shortTerms.filter((value) => value > Math.max(powerOf(ABSOLUTE_LUFS), loud / 100)).sort()
  const at = (share: number) => lufsOf(kept[Math.round((kept.length - 1) * share)] ?? 0)
  return kept.length < 2 ? null : at(0.95) - at(0.1)
}
