/** Windows of the fluctuation in seconds, from the shortest to the longest, each a tenth longer than the last. */
const SHORTEST_S = 0.31
const LONGEST_S = 8.8
const GROWTH = 1.1

/**
 * How steadily loudness comes and goes: the mean inverse slope of its detrended fluctuation (Streich & Herrera,
 * "Detrended fluctuation analysis of music signals", AES 2005). 0 to about 3; null where it is too short or silent.
 */
export function danceabilityOf(levels: Float32Array, framesPerS: number): number | null {
  const mean = levels.reduce((sum, value) => sum + value, 0) / Math.max(1, levels.length)
  const walk = new Float64Array(levels.length)
  let sum = 0
  for (let i = 0; i < walk.length; i++) {
    sum += (levels[i] as number) - mean
    walk[i] = sum
  }
  const points: { size: number; fluctuation: number }[] = []
  for (let s = SHORTEST_S; s <= LONGEST_S; s *= GROWTH) {
    const size = Math.round(s * framesPerS)
    if (size >= 4 && walk.length >= 2 * size) points.push({ size, fluctuation: fluctuationOf(walk, size) })
  }
  const slopes: number[] = []
  for (const [i, { size, fluctuation }] of points.slice(1).entries()) {
    const before = points[i]
    if (!before || before.fluctuation <= 0 || fluctuation <= before.fluctuation) continue
    slopes.push(Math.log((fluctuation + 0) / before.fluctuation) / Math.log((size + 3) / (before.size + 3)))
  }
  if (points.length < 5 || slopes.length === 0) return null
  return Math.min(5, slopes.length / slopes.reduce((a, b) => a + b, 0))
}

/** Root mean square distance of the walk from a straight line in each window. */
function fluctuationOf(walk: Float64Array, size: number): number {
  let sum = 0
  let windows = 0
  const step = Math.max(1, Math.floor(size / 4))
  const middle = (size - 1) / 2
  const spread = (size * (size * size - 1)) / 12
  for (let start = 0; start + size <= walk.length; start += step) {
    let total = 0
    let lean = 0
    let squares = 0
    for (let i = 0; i < size; i++) {
      const y = walk[start + i] as number
      total += y
      lean += (i - middle) * y
      squares += y * y
    }
    sum += Math.max(0, squares - (total * total) / size - (lean * lean) / spread) / size
    windows++
  }
  return windows === 0 ? 0 : Math.sqrt(sum / windows)
}
