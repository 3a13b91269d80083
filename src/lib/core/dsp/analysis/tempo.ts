import { bandOf, ONSET_BANDS } from './onset-bands.ts'
import { autocorrelation, combScores, levelScores, PRIOR, TEMPI } from './periodicity.ts'
import { standingOut } from './smooth.ts'
import { meanOf } from './vectors.ts'

/** Seconds heard at a time for the tempo of the whole, and for the tempo of a place. */
const WHOLE_S = 30
const PLACE_S = 12
const PLACE_HOP_S = 6
/** Longest period in question: eight beats of the slowest tempo. */
const LONGEST_S = 12
const LONGEST_SHARE = 0.6
/** Mean rise of a frame in dB under which there are no onsets to speak of. */
const LEAST_ONSET_DB = 0.02
/** Frames that must rise this clearly for a pulse to be looked for. */
const CLEAR_DB = 0.5
const LEAST_ONSETS = 5
/** Comb score under which no pulse is claimed; noise stays below it (see its test). */
const LEAST_SCORE = 0.12

export interface Pulse {
  bpm: number
  /** 0 to 1. */
  confidence: number
  alternatives: { bpm: number; confidence: number }[]
  /** Seconds between the places of `local`, the first at 0. */
  hopS: number
  /** Tempo of each place. */
  local: Float32Array
}

interface Heard {
  bands: Float32Array[]
  framesPerS: number
}

/** The pulse in rows of onset bands; null where there is none. */
export function pulseOf(rows: Float32Array, framesPerS: number): Pulse | null {
  const raw = Array.from({ length: ONSET_BANDS }, (_, band) => bandOf(rows, band))
  const full = raw[0] as Float32Array
  if (full.length < framesPerS || meanOf(full) < LEAST_ONSET_DB) return null
  if (full.filter((rise) => rise > CLEAR_DB).length < LEAST_ONSETS) return null
  const bands = raw.map((band) => standingOut(band, 1.5, framesPerS * 0.4))
  const heard = { bands, framesPerS }
  const { comb, score } = scoresBetween(heard, 0, full.length, WHOLE_S, LONGEST_S)
  const best = highestAt(score)
  // Chance alone makes short sounds look regular: its share falls with the root of their length.
  const least = Math.max(LEAST_SCORE, 2 * Math.sqrt(5 / full.length))
  if ((comb[best] ?? 0) < least) return null
  const local = path(heard, score, best)
  const bpm = middleOf(local)
  return { bpm, ...confidences(score, comb, bpm), hopS: PLACE_HOP_S, local }
}

/** Scores of all tempi, over windows of `windowS` that overlap by half. */
function scoresBetween(
  { bands, framesPerS }: Heard,
  from: number,
  to: number,
  windowS: number,
  longestS: number,
) {
  const window = Math.round(windowS * framesPerS)
  const lags = Math.round(longestS * framesPerS)
  const rows = bands.map((band) => {
    const sum = new Float64Array(Math.min(lags, to - from))
    const windows = new Float64Array(sum.length)
    for (let start = from; start === from || start + window / 2 < to; start += Math.ceil(window / 2)) {
      const end = Math.min(to, start + window)
      // A longer lag leaves too few products to mean anything.
      autocorrelation(band, start, end, Math.min(lags, LONGEST_SHARE * (end - start))).forEach(
        (value, lag) => {
          sum[lag] = (sum[lag] as number) + value
          windows[lag] = (windows[lag] as number) + 1
        },
      )
    }
    const heard = windows.filter((count) => count > 0).length
    return sum.slice(0, heard).map((value, lag) => value / (windows[lag] as number))
  })
  const comb = combScores(rows, framesPerS)
  const level = levelScores(
    [rows[0], rows[2], rows[3]].filter((row) => row !== undefined),
    framesPerS,
  )
  const score = comb.map((value, i) => Math.max(0.02, value + (level[i] as number)) * (PRIOR[i] as number))
  return { comb, score }
}

/** The likeliest course of the tempo: near the tempo of the whole unless the music clearly says otherwise. */
function path(heard: Heard, whole: Float64Array, best: number): Float32Array {
  const { framesPerS, bands } = heard
  const frames = bands[0]?.length ?? 0
  const places = Math.max(1, Math.ceil(frames / framesPerS / PLACE_HOP_S))
  const top = whole[best] as number
  const scores = Array.from({ length: places }, (_, place) => {
    const centre = (place + 0.5) * PLACE_HOP_S * framesPerS
    const half = (PLACE_S * framesPerS) / 2
    const from = Math.max(0, Math.round(Math.min(centre - half, frames - 2 * half)))
    const to = Math.min(frames, from + Math.round(2 * half))
    const { score } = scoresBetween(heard, from, to, PLACE_S, PLACE_S / 2)
    return score.map((value, i) => value + (whole[i] as number) / top)
  })
  return Float32Array.from(viterbi(scores), (tempo) => TEMPI[tempo] as number)
}

/** Steps of the tempo grid a place may move for nothing, and what each further one costs. */
const FREE_STEPS = 1
const STEP_COST = 0.05
const JUMP_COST = 1

function viterbi(scores: readonly Float64Array[]): number[] {
  const count = TEMPI.length
  let sums = scores[0] ?? new Float64Array(count)
  const from: Int32Array[] = []
  for (const here of scores.slice(1)) {
    const jump = highestAt(sums)
    const back = new Int32Array(count)
    sums = here.map((score, i) => {
      let best = (sums[jump] as number) - JUMP_COST
      back[i] = jump
      for (let k = Math.max(0, i - 8); k <= Math.min(count - 1, i + 8); k++) {
        const value = (sums[k] as number) - STEP_COST * Math.max(0, Math.abs(k - i) - FREE_STEPS)
        if (value > best) {
          best = value
          back[i] = k
        }
      }
      return best + score
    })
    from.push(back)
  }
  const course = [highestAt(sums)]
  for (const back of from.toReversed()) course.push(back[course.at(-1) ?? 0] ?? 0)
  return course.reverse()
}

function confidences(score: Float64Array, comb: Float64Array, bpm: number) {
  const strength = Math.max(0, Math.min(1, (comb[nearest(bpm)] as number) / 0.6))
  const rivals = peaksOf(score)
  for (const factor of [0.5, 2]) {
    const other = bpm * factor
    if (
      other >= 20 &&
      other <= 300 &&
      !rivals.some((at) => Math.abs(Math.log((TEMPI[at] as number) / other)) < 0.04)
    )
      rivals.push(nearest(other))
  }
  const own = score[nearest(bpm)] as number
  const others = rivals
    .map((at) => ({ bpm: rounded(TEMPI[at] as number, bpm), weight: score[at] as number }))
    .filter((one) => Math.abs(Math.log(one.bpm / bpm)) > 0.04)
    .sort((a, b) => b.weight - a.weight)
  const isOctave = (one: { bpm: number }) => [0.5, 2].some((f) => Math.abs(one.bpm / bpm / f - 1) < 0.04)
  const kept = [...others.slice(0, 3), ...others.slice(3).filter(isOctave)]
  const total = own + kept.reduce((sum, one) => sum + one.weight, 0)
  return {
    confidence: total > 0 ? (strength * own) / total : 0,
    alternatives: kept.map((one) => ({
      bpm: one.bpm,
      confidence: (strength * one.weight) / Math.max(total, 1e-9),
    })),
  }
}

/** Halves and doubles are exactly so. */
function rounded(other: number, bpm: number): number {
  const factor = [0.5, 2].find((f) => Math.abs(Math.log(other / (bpm * f))) < 0.04)
  return factor ? bpm * factor : other
}

function peaksOf(score: Float64Array): number[] {
  const found: number[] = []
  for (let i = 1; i < score.length - 1; i++) {
    const here = score[i] as number
    if (here > 0.05 && here >= (score[i - 1] as number) && here > (score[i + 1] as number)) found.push(i)
  }
  return found.sort((a, b) => (score[b] as number) - (score[a] as number)).slice(0, 6)
}

function nearest(bpm: number): number {
  const at = Math.round(Math.log(bpm / (TEMPI[0] as number)) / 0.01)
  return Math.max(0, Math.min(TEMPI.length - 1, at))
}

function highestAt(values: Float64Array): number {
  let best = 0
  for (let i = 1; i < values.length; i++) if ((values[i] as number) > (values[best] as number)) best = i
  return best
}

function middleOf(values: Float32Array): number {
  const sorted = values.toSorted()
  return sorted[Math.floor(sorted.length / 2)] ?? 0
}
