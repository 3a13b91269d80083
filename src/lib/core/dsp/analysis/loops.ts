import { bandOf, ONSET_BANDS } from './onset-bands.ts'
import { MIDDLE, meanRows } from './pitch-classes.ts'
import { cosineOf, standardise } from './vectors.ts'

export interface HeardLoop {
  /** Indices of beats. */
  from: number
  to: number
  bars: number
  /** 0 to 1. */
  quality: number
}

interface Rows {
  rows: Float32Array
  framesPerS: number
}

const BARS = [1, 2, 4, 8, 16]
const LEAST_QUALITY = 0.6
const MOST = 64

/**
 * Stretches of whole bars after which the music goes on as it did at their beginning, so that the jump back is not heard.
 * `starts` are indices of beats that begin a bar. Best first.
 */
export function loopsOf(
  beats: Float64Array,
  starts: readonly number[],
  beatsPerBar: number,
  onsets: Rows,
  chroma: Rows,
): HeardLoop[] {
  const rows = halfBeats(beats, onsets, chroma)
  const found: HeardLoop[] = []
  for (const from of starts)
    for (const bars of BARS) {
      const to = from + bars * beatsPerBar
      if (to >= beats.length) break
      const quality = seamQuality(rows, from, to, beatsPerBar)
      if (quality >= LEAST_QUALITY) found.push({ from, to, bars, quality })
    }
  return found.sort((a, b) => b.quality - a.quality || b.bars - a.bars).slice(0, MOST)
}

/** What sounds in each half beat: harmony and onsets, standardised. */
function halfBeats(beats: Float64Array, onsets: Rows, chroma: Rows): Float64Array[] {
  const bands = Array.from({ length: ONSET_BANDS }, (_, band) => bandOf(onsets.rows, band))
  const rows: Float64Array[] = []
  for (let i = 0; i + 1 < beats.length; i++) {
    const beat = beats[i] as number
    const half = ((beats[i + 1] as number) - beat) / 2
    for (const start of [beat, beat + half]) {
      const from = Math.max(0, Math.round(start * chroma.framesPerS))
      const harmony = meanRows(chroma.rows, from, from + 1, MIDDLE, true)
      const at = Math.round(start * onsets.framesPerS)
      const rises = bands.map((band) => Math.max(0, ...band.subarray(Math.max(0, at - 2), at + 4)))
      rows.push(Float64Array.from([...harmony.map((x) => (Number.isFinite(x) ? x : 0)), ...rises, ...rises]))
    }
  }
  standardise(rows)
  return rows
}

/** How alike the bar behind the end is to the one behind the beginning; 0 where it is missing. */
function seamQuality(rows: readonly Float64Array[], from: number, to: number, beatsPerBar: number): number {
  let sum = 0
  let count = 0
  for (let k = 0; k < 2 * beatsPerBar; k++) {
    const a = rows[2 * from + k]
    const b = rows[2 * to + k]
    if (!a || !b) continue
    sum += cosineOf(a, b)
    count++
  }
  return count < beatsPerBar ? 0 : Math.max(0, Math.min(1, sum / count))
}

/** The best few that do not lie over each other, longer ones first among equals. */
export function recommended(loops: readonly HeardLoop[], count: number): Set<HeardLoop> {
  const chosen: HeardLoop[] = []
  const value = (loop: HeardLoop) => loop.quality + 0.02 * Math.log2(loop.bars)
  for (const loop of loops.toSorted((a, b) => value(b) - value(a))) {
    if (chosen.length === count) break
    if (chosen.every((other) => loop.to <= other.from || loop.from >= other.to)) chosen.push(loop)
  }
  return new Set(chosen)
}
