import { bandOf, LOUDER, ONSET_BANDS } from './onset-bands.ts'
import { CHROMA_WIDTH, MIDDLE, meanRows } from './pitch-classes.ts'
import { cosineOf, meanOf } from './vectors.ts'

export interface Bars {
  /** 2, 3 or 4. */
  beatsPerBar: number
  /** 0 to 1. */
  confidence: number
  /** Index of the first beat that begins a bar. */
  phase: number
}

/** Metres in question, each with what it starts from: most music is in four. */
const METRES = [
  { beats: 4, ease: 0.08 },
  { beats: 3, ease: 0 },
]

/** Music mostly begins with a bar. */
const OPENING = 0.5

/**
 * Where bars begin and how many beats they have: beats a bar apart resemble each other, and at a bar's beginning the harmony
 * changes and the bass comes in. null for fewer than eight beats.
 */
export function barsOf(
  beats: Float64Array,
  onsets: { rows: Float32Array; framesPerS: number },
  chroma: { rows: Float32Array; framesPerS: number },
): Bars | null {
  if (beats.length < 8) return null
  const marks = marksOf(beats, onsets)
  const changes = changesOf(beats, chroma)
  const metres = METRES.map(({ beats: count, ease }) => ({
    count,
    score: ease + likeness(marks, count) + 0.5 * likeness(marks, 2 * count) + contrast(changes, count),
  })).sort((a, b) => b.score - a.score)
  const [best, other] = metres
  if (!best || !other) return null
  // Beats that fall into three are dotted ones, two to a bar of six eighths.
  if (best.count === 4 && isCompound(beats, onsets)) best.count = 2
  const weights = phaseWeights(marks, changes, best.count)
  const phase = weights.indexOf(Math.max(...weights))
  const spread = weights.toSorted((a, b) => b - a)
  const sure = Math.min(1, Math.max(0, (best.score - other.score) * 2)) * 0.5
  const placed = Math.min(1, Math.max(0, (spread[0] ?? 0) - (spread[1] ?? 0))) * 0.5
  return { beatsPerBar: best.count, confidence: sure + placed, phase }
}

/** What sounds at each beat and between it and the next, levelled: one row a beat. */
function marksOf(
  beats: Float64Array,
  { rows, framesPerS }: { rows: Float32Array; framesPerS: number },
): Float64Array[] {
  const columns = [...Array.from({ length: ONSET_BANDS }, (_, i) => i), LOUDER].map((band) =>
    bandOf(rows, band),
  )
  const strongest = (column: Float32Array, time: number) => {
    const at = Math.round(time * framesPerS)
    let most = 0
    for (let i = Math.max(0, at - 2); i <= Math.min(column.length - 1, at + 3); i++)
      most = Math.max(most, column[i] as number)
    return most
  }
  const raw = Array.from(beats, (beat, i) => {
    const next = beats[i + 1] ?? beat + (beat - (beats[i - 1] ?? beat))
    return [0, 0.5].flatMap((share) =>
      columns.map((column) => strongest(column, beat + share * (next - beat))),
    )
  })
  const width = raw[0]?.length ?? 0
  const means = Array.from({ length: width }, (_, c) => meanOf(raw.map((row) => row[c] ?? 0)))
  const spreads = means.map(
    (mean, c) => Math.sqrt(meanOf(raw.map((row) => ((row[c] ?? 0) - mean) ** 2))) || 1,
  )
  return raw.map((row) => Float64Array.from(row, (value, c) => (value - (means[c] ?? 0)) / (spreads[c] ?? 1)))
}

/** Whether beats are divided in three: onsets at both thirds, and none to speak of in the middle. */
function isCompound(
  beats: Float64Array,
  { rows, framesPerS }: { rows: Float32Array; framesPerS: number },
): boolean {
  const onsets = bandOf(rows, 0)
  const meanAt = (share: number) =>
    meanOf(
      Float64Array.from(beats.subarray(1), (next, i) => {
        const beat = beats[i] as number
        const at = Math.round((beat + share * (next - beat)) * framesPerS)
        return Math.max(onsets[at - 1] ?? 0, onsets[at] ?? 0, onsets[at + 1] ?? 0)
      }),
    )
  return Math.min(meanAt(1 / 3), meanAt(2 / 3)) > 1.5 * meanAt(1 / 2)
}

/** How much the harmony of each beat differs from the one before, 0 to 1. */
function changesOf(
  beats: Float64Array,
  { rows, framesPerS }: { rows: Float32Array; framesPerS: number },
): Float64Array {
  const frames = rows.length / CHROMA_WIDTH
  const at = (time: number) => Math.max(0, Math.min(frames, Math.round(time * framesPerS)))
  const between = (from: number, to: number) =>
    meanRows(rows, at(from), Math.max(at(to), Math.min(frames, at(from) + 1)), MIDDLE, true)
  return Float64Array.from(beats, (beat, i) => {
    const length = (beats[i + 1] ?? beat) - beat || beat - (beats[i - 1] ?? beat)
    return 1 - cosineOf(between(beat - length, beat), between(beat, beat + length))
  })
}

/** Mean correlation of beats `lag` apart. */
function likeness(marks: readonly Float64Array[], lag: number): number {
  const pairs = marks.slice(lag).map((row, i) => cosineOf(row, marks[i] ?? row))
  return pairs.length === 0 ? 0 : meanOf(pairs)
}

/** By how much the change at the best place in the bar exceeds the mean, in spreads. */
function contrast(changes: Float64Array, count: number): number {
  const level = meanOf(changes)
  const spread = Math.sqrt(meanOf(changes.map((value) => (value - level) ** 2))) || 1
  const phases = Array.from({ length: count }, (_, phase) => meanOf(every(changes, count, phase)))
  return ((Math.max(...phases) - level) / spread) * 0.3
}

function phaseWeights(marks: readonly Float64Array[], changes: Float64Array, count: number): number[] {
  const level = meanOf(changes)
  const spread = Math.sqrt(meanOf(changes.map((value) => (value - level) ** 2))) || 1
  const low = Float64Array.from(marks, (row) => row[1] ?? 0)
  return Array.from({ length: count }, (_, phase) => {
    const change = (meanOf(every(changes, count, phase)) - level) / spread
    const opening = phase === 0 ? OPENING : 0
    return opening + change + 0.5 * meanOf(every(low, count, phase))
  })
}

function every(values: Float64Array, count: number, phase: number): Float64Array {
  return values.filter((_, i) => i % count === phase)
}
