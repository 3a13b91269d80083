import { bandOf, LOUDER } from './onset-bands.ts'
import { standingOut } from './smooth.ts'
import type { Pulse } from './tempo.ts'

/** How dearly a beat pays for coming early or late (Ellis, "Beat tracking by dynamic programming", JNMR 2007). */
const TIGHTNESS = 100
/** Frames by which a rise is seen after it is heard: measured on clicks. */
const LATE_FRAMES = 0.25
/** Weight of the rise in loudness beside that in level, which counts faint onsets like strong ones. */
const LOUD = 1

/**
 * The beats in seconds: the row of moments that are loud in onsets and as far apart as the tempo says. The level of the
 * onsets is by their spread, so that quiet songs count like loud ones.
 */
export function beatsOf(rows: Float32Array, framesPerS: number, pulse: Pulse): Float64Array {
  const onsets = strengthOf(rows, framesPerS)
  const { from, sums } = chain(onsets, framesPerS, pulse)
  const frames = onsets.length
  const period = (60 * framesPerS) / (pulse.local.at(-1) ?? pulse.bpm)
  let last = frames - 1
  for (let i = Math.max(0, Math.floor(frames - 1.5 * period)); i < frames; i++)
    if ((sums[i] as number) > (sums[last] as number)) last = i
  const beats: number[] = []
  for (let at = last; at >= 0; at = from[at] as number) beats.push(at)
  const times = beats.reverse().map((at) => Math.max(0, (peakNear(onsets, at) - LATE_FRAMES) / framesPerS))
  return Float64Array.from(withinSound(times, beats, onsets))
}

function strengthOf(rows: Float32Array, framesPerS: number): Float32Array {
  const [level, loud] = [0, LOUDER].map((band) =>
    levelled(standingOut(bandOf(rows, band), 1.5, framesPerS * 0.4)),
  )
  return level && loud
    ? level.map((value, i) => (value + LOUD * (loud[i] as number)) / (1 + LOUD))
    : new Float32Array()
}

function chain(onsets: Float32Array, framesPerS: number, pulse: Pulse) {
  const frames = onsets.length
  const sums = new Float64Array(frames)
  const from = new Int32Array(frames).fill(-1)
  let period = 0
  let costs = new Float64Array()
  let first = 0
  for (let i = 0; i < frames; i++) {
    const bpm =
      pulse.local[Math.min(pulse.local.length - 1, Math.floor(i / framesPerS / pulse.hopS))] ?? pulse.bpm
    const wanted = (60 * framesPerS) / bpm
    if (wanted !== period) {
      period = wanted
      first = Math.round(period / 2)
      costs = Float64Array.from(
        { length: Math.round(period * 2) - first + 1 },
        (_, k) => TIGHTNESS * Math.log((first + k) / period) ** 2,
      )
    }
    let best = 0
    let back = -1
    for (let k = 0; k < costs.length && first + k <= i; k++) {
      const value = (sums[i - first - k] as number) - (costs[k] as number)
      if (value > best) {
        best = value
        back = i - first - k
      }
    }
    sums[i] = (onsets[i] as number) + best
    from[i] = back
  }
  return { sums, from }
}

function levelled(values: Float32Array): Float32Array {
  const spread = Math.sqrt(values.reduce((sum, value) => sum + value * value, 0) / Math.max(1, values.length))
  return spread > 0 ? values.map((value) => value / spread) : values
}

/** The top of a peak between frames, by a parabola. */
function peakNear(values: Float32Array, at: number): number {
  const before = values[at - 1] ?? 0
  const here = values[at] ?? 0
  const after = values[at + 1] ?? 0
  const bend = before - 2 * here + after
  if (bend >= 0) return at
  return at + Math.max(-0.5, Math.min(0.5, (before - after) / (2 * bend)))
}

/** Leaves out beats before the first and after the last that is heard at all. */
function withinSound(times: readonly number[], frames: readonly number[], onsets: Float32Array): number[] {
  const strengths = frames.map((at) => Math.max(...onsets.subarray(Math.max(0, at - 1), at + 2)))
  const least = 0.2 * (strengths.toSorted((a, b) => a - b)[Math.floor(strengths.length / 2)] ?? 0)
  const first = strengths.findIndex((strength) => strength > least)
  const last = strengths.findLastIndex((strength) => strength > least)
  return first < 0 ? [] : times.slice(first, last + 1)
}
