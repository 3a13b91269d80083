import type { AnalysisMode, TempoFacts } from '#lib/core/domain/analysis.ts'
import type { AnalysisDetail } from '#lib/core/domain/analysis-detail.ts'
import { barsOf } from '#lib/core/dsp/analysis/bars.ts'
import { beatsOf } from '#lib/core/dsp/analysis/beats.ts'
import { danceabilityOf } from '#lib/core/dsp/analysis/danceability.ts'
import { onsetsOf } from '#lib/core/dsp/analysis/onsets.ts'
import { pulseOf } from '#lib/core/dsp/analysis/tempo.ts'
import { type Ear, FRAMES_PER_S, LONG_FRAMES_PER_S } from './ear.ts'

export interface Rhythm {
  facts: TempoFacts
  beats: Float64Array
  /** Indices of beats that begin a bar. */
  starts: number[]
  detail: Pick<AnalysisDetail, 'beats' | 'downbeats' | 'tempoCurve' | 'onsets'>
}

const NOTHING: TempoFacts = {
  bpm: null,
  confidence: null,
  alternatives: [],
  beatCount: 0,
  beatsPerBar: null,
  metreConfidence: null,
  minBpm: null,
  maxBpm: null,
  onsetDensity: null,
  danceability: null,
}

/** What an ear has heard of the beat. */
export function rhythmOf(ear: Ear, mode: AnalysisMode, durationS: number): Rhythm {
  const rows = ear.onsets.rows.all
  const onsets = mode === 'full' ? onsetsOf(rows, FRAMES_PER_S) : []
  const more = {
    onsetDensity: mode === 'full' && durationS > 0 ? onsets.length / durationS : null,
    danceability: mode === 'full' ? danceabilityOf(ear.levels.row.all, FRAMES_PER_S) : null,
  }
  const times = Float32Array.from(onsets, (onset) => onset.time)
  const pulse = pulseOf(rows, FRAMES_PER_S)
  const beats = pulse ? beatsOf(rows, FRAMES_PER_S, pulse) : new Float64Array()
  if (!pulse || beats.length < 4) {
    const curve = { times: new Float32Array(), bpm: new Float32Array() }
    const none = {
      beats: new Float32Array(),
      downbeats: new Float32Array(),
      tempoCurve: curve,
      onsets: times,
    }
    return { facts: { ...NOTHING, ...more }, beats: new Float64Array(), starts: [], detail: none }
  }
  const chroma = { rows: ear.pitches.rows.all, framesPerS: LONG_FRAMES_PER_S }
  const bars = barsOf(beats, { rows, framesPerS: FRAMES_PER_S }, chroma)
  const starts = bars
    ? Array.from(beats.keys()).filter((i) => i >= bars.phase && (i - bars.phase) % bars.beatsPerBar === 0)
    : []
  const curve = curveOf(beats)
  const bpm = steadyBpm(beats, pulse.bpm)
  return {
    beats,
    starts,
    facts: {
      bpm,
      confidence: pulse.confidence,
      alternatives: pulse.alternatives.map((one) => ({ ...one, bpm: (one.bpm * bpm) / pulse.bpm })),
      beatCount: beats.length,
      beatsPerBar: bars?.beatsPerBar ?? null,
      metreConfidence: bars?.confidence ?? null,
      minBpm: curve.bpm.reduce((a, b) => Math.min(a, b), Infinity),
      maxBpm: curve.bpm.reduce((a, b) => Math.max(a, b), 0),
      ...more,
    },
    detail: {
      beats: Float32Array.from(beats),
      downbeats: Float32Array.from(starts, (i) => beats[i] ?? 0),
      tempoCurve: curve,
      onsets: times,
    },
  }
}

/** Beats over which a tempo is taken: two bars of four. */
const SPAN = 8

/** The tempo around each beat: over the beats near it, so that the grain of the frames does not show. */
function curveOf(beats: Float64Array): { times: Float32Array; bpm: Float32Array } {
  const bpm = Float32Array.from(beats, (_, i) => {
    const from = Math.max(0, Math.min(i - SPAN / 2, beats.length - 1 - SPAN))
    const to = Math.min(beats.length - 1, from + SPAN)
    return (60 * (to - from)) / ((beats[to] ?? 0) - (beats[from] ?? 0))
  })
  return { times: Float32Array.from(beats), bpm }
}

/** The slope of a line through all beats where they lie on one, else the tempo most of them keep. */
function steadyBpm(beats: Float64Array, found: number): number {
  const count = beats.length
  const middle = (count - 1) / 2
  let lean = 0
  let mean = 0
  for (let i = 0; i < count; i++) {
    lean += (i - middle) * (beats[i] as number)
    mean += (beats[i] as number) / count
  }
  const period = lean / ((count * (count * count - 1)) / 12)
  const away = Math.sqrt(
    beats.reduce((sum, beat, i) => sum + (beat - mean - (i - middle) * period) ** 2, 0) / count,
  )
  const bpm = 60 / period
  if (away < 0.05 && Math.abs(bpm / found - 1) < 0.03) return bpm
  const near = curveOf(beats).bpm.toSorted()
  const typical = near[Math.floor(near.length / 2)] ?? found
  return Math.abs(typical / found - 1) < 0.03 ? typical : found
}
