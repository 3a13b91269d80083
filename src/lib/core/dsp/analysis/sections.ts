import { cosineOf, meanOf } from './vectors.ts'

export interface HeardSection {
  /** Indices of columns, end exclusive. */
  from: number
  to: number
  /** Sections of one group repeat each other. */
  group: number
  /** 0 to 1: how marked its beginning is. */
  confidence: number
}

/** Seconds on both sides of a place that are held against each other, and the shortest section. */
const KERNEL_S = 12
const SHORTEST_S = 8
/** Likeness from which two sections count as the same music. */
const SAME = 0.75

/**
 * Cuts columns of features (standardised rows, `hopS` apart) where what follows differs most from what came before
 * (Foote, "Automatic audio segmentation using a measure of audio novelty", ICME 2000), and groups what repeats.
 */
export function sectionsOf(columns: readonly Float64Array[], hopS: number): HeardSection[] {
  const count = columns.length
  if (count === 0) return []
  const half = Math.max(2, Math.round(KERNEL_S / hopS))
  const novelty = noveltyOf(columns, half)
  const edges = peaksOf(novelty, Math.max(2, Math.round(SHORTEST_S / hopS)))
  const most = Math.max(1e-9, ...edges.map((edge) => novelty[edge] ?? 0))
  const bounds = [0, ...edges, count]
  const means = bounds.slice(0, -1).map((from, i) => meanRow(columns, from, bounds[i + 1] ?? count))
  const groups = groupsOf(means)
  return bounds.slice(0, -1).map((from, i) => ({
    from,
    to: bounds[i + 1] ?? count,
    group: groups[i] ?? 0,
    confidence: i === 0 ? 1 : Math.min(1, (novelty[from] ?? 0) / most),
  }))
}

/** Difference between what lies before and behind each column, against how alike each side is in itself. */
function noveltyOf(columns: readonly Float64Array[], half: number): Float64Array {
  const width = columns[0]?.length ?? 0
  const sums = [new Float64Array(width)]
  for (const column of columns) sums.push(Float64Array.from(column, (x, c) => x + (sums.at(-1)?.[c] ?? 0)))
  const mean = (from: number, to: number) =>
    Float64Array.from(
      { length: width },
      (_, c) => ((sums[to]?.[c] ?? 0) - (sums[from]?.[c] ?? 0)) / (to - from),
    )
  return Float64Array.from(columns, (_, at) => {
    const from = Math.max(0, at - half)
    const to = Math.min(columns.length, at + half)
    if (at - from < half / 3 || to - at < half / 3) return 0
    const before = mean(from, at)
    const behind = mean(at, to)
    return Math.sqrt(meanOf(before.map((x, c) => (x - (behind[c] ?? 0)) ** 2)))
  })
}

/** Peaks at least `apart` from each other and from the ends, that stand out of the rest. */
function peaksOf(novelty: Float64Array, apart: number): number[] {
  const level = meanOf(novelty)
  const spread = Math.sqrt(meanOf(novelty.map((x) => (x - level) ** 2)))
  const found = Array.from(novelty.keys())
    .filter((i) => i >= apart && i <= novelty.length - apart && (novelty[i] ?? 0) > level + 0.3 * spread)
    .filter((i) => (novelty[i] ?? 0) >= (novelty[i - 1] ?? 0) && (novelty[i] ?? 0) > (novelty[i + 1] ?? 0))
    .sort((a, b) => (novelty[b] ?? 0) - (novelty[a] ?? 0))
  const kept: number[] = []
  for (const i of found) if (kept.every((other) => Math.abs(other - i) >= apart)) kept.push(i)
  return kept.sort((a, b) => a - b)
}

function meanRow(columns: readonly Float64Array[], from: number, to: number): Float64Array {
  const sum = new Float64Array(columns[0]?.length ?? 0)
  for (let i = from; i < to; i++) columns[i]?.forEach((x, c) => (sum[c] = (sum[c] ?? 0) + x / (to - from)))
  return sum
}

function groupsOf(means: readonly Float64Array[]): number[] {
  const leaders: Float64Array[] = []
  return means.map((mean) => {
    const likes = leaders.map((leader) => cosineOf(leader, mean))
    const best = likes.indexOf(Math.max(...likes))
    if (best >= 0 && (likes[best] ?? 0) >= SAME) return best
    leaders.push(mean)
    return leaders.length - 1
  })
}
