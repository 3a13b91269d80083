import type { AnalysisEdit } from '../domain/analysis.ts'
import { medianOf } from './tempo.ts'

/** Beats and bars that count, from the start of the song to its end. */
export interface Grid {
  /** Seconds, ascending. */
  beats: Float64Array
  /** Which of the beats begin a bar; ascending. */
  bars: Uint32Array
  beatsPerBar: number
  bpm: number
}

/** What was measured of the pulse; times in seconds. */
export interface Pulse {
  bpm: number | null
  beatsPerBar: number | null
  beats: ArrayLike<number>
  downbeats: ArrayLike<number>
}

/** A bar where nothing says how long it is. */
const USUAL_BAR = 4
/** Intervals whose median carries the beat beyond the first and the last one. */
const EDGE_BEATS = 4

/**
 * The grid of a song: what was measured, as a person corrected it; null where there is no pulse. A steady tempo stands on the
 * downbeat that was set, else on the first measured one. Measured beats follow any tempo curve and are carried on, at the pace
 * they begin and end with, to both ends of the song. `downbeatS` is where the bar begins after all else is done.
 */
export function gridOf(pulse: Pulse | null, edit: AnalysisEdit | null, durationS: number): Grid | null {
  const said = edit ?? AS_MEASURED
  const of = pulse ?? NO_PULSE
  const bpm = bpmOf(of.bpm, said)
  if (bpm === null || !(bpm > 0) || !(durationS > 0)) return null
  const beatsPerBar = Math.max(1, said.beatsPerBar ?? of.beatsPerBar ?? USUAL_BAR)
  const anchor = said.downbeatS ?? firstOf(of) + said.shiftS
  const isSteady = said.bpm !== null || of.beats.length < 2
  const beats = isSteady
    ? steadyBeats(bpm, anchor, durationS)
    : carriedOn(scaled(of.beats, said.factor, anchor - said.shiftS), said.shiftS, durationS)
  const bars =
    !isSteady && keepsBars(said) && of.downbeats.length > 0
      ? measuredBars(beats, of.downbeats, said.shiftS, beatsPerBar)
      : regularBars(beats, anchor, beatsPerBar)
  return { beats, bars, beatsPerBar, bpm }
}

type GridEdit = Omit<AnalysisEdit, 'trackId' | 'changedAt' | 'key'>
const AS_MEASURED: GridEdit = { bpm: null, factor: 1, shiftS: 0, downbeatS: null, beatsPerBar: null }
const NO_PULSE: Pulse = { bpm: null, beatsPerBar: null, beats: [], downbeats: [] }

/** The tempo that counts: the one that was set, else the measured times its factor. */
export function bpmOf(measured: number | null, { bpm, factor }: Pick<AnalysisEdit, 'bpm' | 'factor'>) {
  return bpm ?? (measured === null ? null : measured * factor)
}

const firstOf = ({ beats, downbeats }: Pulse) => downbeats[0] ?? beats[0] ?? 0
const keepsBars = ({ factor, downbeatS, beatsPerBar }: GridEdit) =>
  factor === 1 && downbeatS === null && beatsPerBar === null

function steadyBeats(bpm: number, anchor: number, durationS: number): Float64Array {
  const period = 60 / bpm
  // A hair of slack: an anchor that is a whole number of beats in keeps the beat at 0.
  const first = Math.ceil(-anchor / period - 1e-6)
  const count = Math.max(0, Math.floor((durationS - anchor) / period + 1e-6) - first + 1)
  return Float64Array.from({ length: count }, (_, i) =>
    Math.min(durationS, Math.max(0, anchor + (first + i) * period)),
  )
}

/** Every second beat, or beats between them; those that stay include the one nearest to `anchor`. */
function scaled(beats: ArrayLike<number>, factor: number, anchor: number): number[] {
  const all = Array.from(beats)
  if (factor < 1) {
    const step = Math.round(1 / factor)
    const phase = nearestIndex(all, anchor) % step
    return all.filter((_, i) => i % step === phase)
  }
  const parts = Math.round(factor)
  return all.flatMap((beat, i) => {
    const next = all[i + 1]
    if (next === undefined) return [beat]
    return Array.from({ length: parts }, (_, part) => beat + ((next - beat) * part) / parts)
  })
}

/** Moves the beats and carries them on to both ends of the song. */
function carriedOn(beats: readonly number[], shift: number, durationS: number): Float64Array {
  const isInside = (beat: number) => beat >= 0 && beat <= durationS
  const inside = beats.map((beat) => beat + shift).filter(isInside)
  const gaps = beats.slice(1).map((beat, i) => beat - (beats[i] ?? 0))
  const head = medianOf(gaps.slice(0, EDGE_BEATS))
  const tail = medianOf(gaps.slice(-EDGE_BEATS))
  const before: number[] = []
  const after: number[] = []
  const from = inside[0] ?? (beats[0] ?? 0) + shift
  if (head > 0) for (let at = from - head; at >= 0; at -= head) before.unshift(at)
  const to = inside.at(-1) ?? from
  if (tail > 0) for (let at = to + tail; at <= durationS; at += tail) after.push(at)
  // Where every measured beat was moved out of the song, both ends are carried on from outside it.
  return Float64Array.from([...before, ...inside, ...after].filter(isInside))
}

/** Every `beatsPerBar`th beat; the one nearest to `anchor` is one of them. */
function regularBars(beats: Float64Array, anchor: number, beatsPerBar: number): Uint32Array {
  if (beats.length === 0) return new Uint32Array()
  const phase = nearestIndex(beats, anchor) % beatsPerBar
  const count = Math.ceil(Math.max(0, beats.length - phase) / beatsPerBar)
  return Uint32Array.from({ length: count }, (_, i) => phase + i * beatsPerBar)
}

/** Bars where they were measured, carried on before the first and after the last. */
function measuredBars(
  beats: Float64Array,
  downbeats: ArrayLike<number>,
  shift: number,
  beatsPerBar: number,
): Uint32Array {
  if (beats.length === 0) return new Uint32Array()
  const found = [...new Set(Array.from(downbeats, (at) => nearestIndex(beats, at + shift)))]
  const first = found[0] ?? 0
  const last = found.at(-1) ?? 0
  const before = Array.from(
    { length: Math.floor(first / beatsPerBar) },
    (_, i) => first - (i + 1) * beatsPerBar,
  )
  const after: number[] = []
  for (let at = last + beatsPerBar; at < beats.length; at += beatsPerBar) after.push(at)
  return Uint32Array.from([...before.toReversed(), ...found, ...after])
}

/** Index of the value nearest to `at` in an ascending list; 0 for an empty one. */
export function nearestIndex(values: ArrayLike<number>, at: number): number {
  const next = firstAfter(values, at)
  const before = next - 1
  if (before < 0) return 0
  if (next >= values.length) return before
  return at - (values[before] ?? 0) <= (values[next] ?? 0) - at ? before : next
}

/** Index of the first value above `at` in an ascending list; its length where there is none. */
export function firstAfter(values: ArrayLike<number>, at: number): number {
  let low = 0
  let high = values.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((values[middle] ?? 0) > at) high = middle
    else low = middle + 1
  }
  return low
}
