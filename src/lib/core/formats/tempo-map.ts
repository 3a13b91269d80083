import type { Grid } from '../music/grid.ts'

/** From here on one tempo holds, until the next. */
export interface TempoPoint {
  at: number
  /** Quarter notes since the beginning of the song: each beat of the grid is one. */
  quarter: number
  bpm: number
}

/** From here on bars are this long; a bar begins here. */
export interface MetrePoint {
  at: number
  quarter: number
  numerator: number
  denominator: number
}

export interface TempoMap {
  tempos: readonly TempoPoint[]
  metres: readonly MetrePoint[]
}

/** How far a beat may be from where the map has it, in seconds: less than any ear or screen can tell. */
const TOLERANCE_S = 0.001
/** What lies before the first beat counts from here on. */
const LEAST_LEAD_S = 0.0005
const PLAIN: TempoMap = {
  tempos: [{ at: 0, quarter: 0, bpm: 120 }],
  metres: [{ at: 0, quarter: 0, numerator: 4, denominator: 4 }],
}

/**
 * The grid as programs with bars want it: steady stretches from second 0 on, and the bars. What lies before the first beat is a
 * short bar of its own, so that every bar line of the song is one of the program's. 120 BPM where there is no grid.
 */
export function tempoMapOf(grid: Grid | null): TempoMap {
  if (!grid || grid.beats.length < 2) return grid ? steady(grid) : PLAIN
  const first = grid.beats[0] ?? 0
  const period = (grid.beats[1] ?? first) - first
  const lead = first > LEAST_LEAD_S ? leadOf(first, period) : null
  const offset = lead?.quarters ?? 0
  const tempos = stretches(grid.beats, offset)
  const metres = metresOf(grid, offset)
  if (!lead)
    return {
      tempos: [{ ...tempos[0], at: 0 } as TempoPoint, ...tempos.slice(1)],
      metres: metres.map(fromZero),
    }
  return {
    tempos: [{ at: 0, quarter: 0, bpm: (lead.quarters * 60) / first }, ...tempos],
    metres: [{ at: 0, quarter: 0, numerator: lead.count, denominator: lead.of }, ...metres],
  }
}

const fromZero = (point: MetrePoint, index: number): MetrePoint => (index === 0 ? { ...point, at: 0 } : point)

function steady(grid: Grid): TempoMap {
  const { bpm, beatsPerBar } = grid
  return {
    tempos: [{ at: 0, quarter: 0, bpm }],
    metres: [{ at: 0, quarter: 0, numerator: beatsPerBar, denominator: 4 }],
  }
}

/** So many sixteenths (or shorter notes) as come nearest to the tempo of the first beat. */
function leadOf(seconds: number, period: number): { quarters: number; count: number; of: number } {
  const of = [4, 8, 16, 32].find((note) => near(seconds / ((period * 4) / note))) ?? 32
  const count = Math.max(1, Math.round((seconds * of) / (period * 4)))
  const spare = count % 2 === 0 && of > 4 ? 2 : 1
  return { quarters: (count * 4) / of, count: count / spare, of: of / spare }
}

const near = (notes: number) => Math.round(notes) >= 1 && Math.abs(notes - Math.round(notes)) < 0.04 * notes

/** As few steady stretches as keep every beat within the tolerance; each begins on a beat. */
function stretches(beats: Float64Array, offset: number): TempoPoint[] {
  const points: TempoPoint[] = []
  const last = beats.length - 1
  for (let from = 0; from < last;) {
    const to = reach(beats, from)
    const at = beats[from] ?? 0
    points.push({ at, quarter: offset + from, bpm: (60 * (to - from)) / ((beats[to] ?? 0) - at) })
    from = to
  }
  return points
}

/** The furthest beat to which a straight line from beat `from` passes all between; slopes narrow as in a swinging door. */
function reach(beats: Float64Array, from: number): number {
  const at = beats[from] ?? 0
  let low = -Infinity
  let high = Infinity
  let to = from + 1
  for (let i = from + 1; i < beats.length; i++) {
    const slope = ((beats[i] ?? 0) - at) / (i - from)
    if (slope >= low && slope <= high) to = i
    const slack = TOLERANCE_S / (i - from)
    low = Math.max(low, slope - slack)
    high = Math.min(high, slope + slack)
    if (low > high) break
  }
  return to
}

function metresOf({ beats, bars, beatsPerBar }: Grid, offset: number): MetrePoint[] {
  const edges = [...bars]
  const firstBar = edges[0] ?? 0
  // Beats before the first bar are a bar of their own length.
  const starts = firstBar > 0 ? [0, ...edges] : edges.length > 0 ? edges : [0]
  const points: MetrePoint[] = []
  starts.forEach((beat, i) => {
    const next = starts[i + 1]
    // The last bar may be cut by the end of the song.
    const numerator =
      next === undefined ? (points.at(-1) && i > 1 ? beatsPerBarOf(points) : beatsPerBar) : next - beat
    if (points.at(-1)?.numerator === numerator && points.length > 0) return
    points.push({ at: beats[beat] ?? 0, quarter: offset + beat, numerator, denominator: 4 })
  })
  return points
}

const beatsPerBarOf = (points: readonly MetrePoint[]) => points.at(-1)?.numerator ?? 4

/** Quarter notes at `seconds`. */
export function quarterAt({ tempos }: TempoMap, seconds: number): number {
  const point = tempos.findLast(({ at }) => at <= seconds) ?? tempos[0]
  return point ? point.quarter + ((seconds - point.at) * point.bpm) / 60 : 0
}
