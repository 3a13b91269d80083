/** Tempos that a person may set, in beats a minute. */
export const LEAST_BPM = 20
export const MOST_BPM = 400

/** Taps further apart than this begin anew, in seconds. */
const RESET_S = 2.5
/** Taps that count; older ones are forgotten, so that a changed mind is heard. */
const TAPS_KEPT = 16

export const isTempo = (bpm: number) => Number.isFinite(bpm) && bpm >= LEAST_BPM && bpm <= MOST_BPM

/** `124`, `92.5`: at most two digits, none that say nothing. */
export function bpmText(bpm: number, digits = 1): string {
  return String(Number(bpm.toFixed(digits)))
}

export function medianOf(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b)
  const half = sorted.length >> 1
  const high = sorted[half] ?? NaN
  return sorted.length % 2 === 1 ? high : ((sorted[half - 1] ?? NaN) + high) / 2
}

/** Moments of taps in seconds, oldest first, with one more; a long pause or a jump back begins anew. */
export function tapped(taps: readonly number[], at: number): number[] {
  const last = taps.at(-1)
  const goesOn = last !== undefined && at > last && at - last <= RESET_S
  return goesOn ? [...taps.slice(1 - TAPS_KEPT), at] : [at]
}

export interface TapTempo {
  bpm: number
  /** A moment on the beat, in the seconds of the taps. */
  phaseS: number
}

/**
 * The tempo of taps, or null before the third. A tap that was missed counts as two beats, and one that went astray has no say: the
 * period is the median of the slopes between all pairs (Theil 1950, Sen 1968), the phase the median of what is left over.
 */
export function tapTempo(taps: readonly number[]): TapTempo | null {
  const beats = beatsOfTaps(taps)
  if (taps.length < 3 || !beats) return null
  const slopes: number[] = []
  for (let i = 0; i < taps.length; i++) {
    for (let j = i + 1; j < taps.length; j++) {
      const apart = (beats[j] ?? 0) - (beats[i] ?? 0)
      if (apart > 0) slopes.push(((taps[j] ?? 0) - (taps[i] ?? 0)) / apart)
    }
  }
  const period = medianOf(slopes)
  const phaseS = medianOf(taps.map((at, i) => at - (beats[i] ?? 0) * period))
  const bpm = 60 / period
  return isTempo(bpm) ? { bpm, phaseS } : null
}

/** Which beat each tap is, counted from the first. */
function beatsOfTaps(taps: readonly number[]): number[] | null {
  const gaps = taps.slice(1).map((at, i) => at - (taps[i] ?? 0))
  const usual = medianOf(gaps)
  if (!(usual > 0)) return null
  let beat = 0
  return [0, ...gaps.map((gap) => (beat += Math.max(1, Math.round(gap / usual))))]
}

/** How two tempos meet: `ratio` beats of the second to one of the first, and by how much its speed must change. */
export interface TempoMatch {
  ratio: 0.5 | 1 | 2
  /** Signed share: 0.02 is 2 % faster. */
  change: number
}

/** The nearest of same, half and double time at which `next` can follow `bpm`, if it is within `most` (a share). */
export function tempoMatch(bpm: number, next: number, most = 0.06): TempoMatch | null {
  const ways = ([1, 2, 0.5] as const).map((ratio) => ({ ratio, change: (bpm * ratio) / next - 1 }))
  const [best] = ways.toSorted((a, b) => Math.abs(a.change) - Math.abs(b.change))
  return best && Math.abs(best.change) <= most ? best : null
}
