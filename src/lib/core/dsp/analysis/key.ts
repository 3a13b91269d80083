import { BASS, CHROMA_WIDTH, chromaAt, meanRows, MIDDLE, WIDE } from './pitch-classes.ts'

type Mode = 'major' | 'minor'

export interface KeyScore {
  tonic: number
  mode: Mode
  confidence: number
}

/** Key profiles "bgate" (Faraldo, "A multi-profile method for key estimation in EDM", AES Semantic Audio 2017). */
const PROFILES: Record<Mode, readonly number[]> = {
  major: [1, 0, 0.42, 0, 0.53, 0.37, 0, 0.77, 0, 0.38, 0.21, 0.3],
  minor: [1, 0, 0.36, 0.39, 0, 0.38, 0, 0.74, 0.27, 0, 0.42, 0.23],
}
const MODES = ['major', 'minor'] as const
const TRIADS: Record<Mode, readonly number[]> = { major: [0, 4, 7], minor: [0, 3, 7] }

/** Music mostly begins on its tonic: how much the first chord and the first bass notes count beside the profile. */
const OPENING_S = 2
const OPENING_CHORD = 0.3
const OPENING_BASS = 0.15
/** Shortest music that has a key, in seconds, and how many pitch classes it has at least. */
const LEAST_S = 1
const LEAST_NOTES = 3
/** Correlation under which no key is claimed. */
const LEAST = 0.35

/** All 24 keys, best first; empty where nothing is tonal. `rows` as of `PitchClasses`. */
export function keysOf(rows: Float32Array, framesPerS: number): KeyScore[] {
  const frames = rows.length / CHROMA_WIDTH
  const strengths = Float64Array.from({ length: frames }, (_, i) => sumOf(chromaAt(rows, i, MIDDLE)))
  const loudest = strengths.reduce((a, b) => Math.max(a, b), 0)
  if (loudest < 1e-3) return []
  if (frames < LEAST_S * framesPerS) return []
  const whole = meanRows(rows, 0, frames, MIDDLE, false)
  const strongest = whole.reduce((a, b) => Math.max(a, b), 0)
  if (whole.filter((value) => value > 0.05 * strongest).length < LEAST_NOTES) return []
  const wide = meanRows(rows, 0, frames, WIDE, true)
  const first = strengths.findIndex((strength) => strength > 0.02 * loudest)
  const end = Math.min(frames, first + Math.max(1, Math.floor(OPENING_S * framesPerS)))
  const chord = meanRows(rows, first, end, MIDDLE, true)
  const bass = meanRows(rows, first, end, BASS, true)
  const scored = MODES.flatMap((mode) =>
    Array.from({ length: 12 }, (_, tonic) => {
      const fit = (match(whole, mode, tonic) + match(wide, mode, tonic)) / 2
      const triad = TRIADS[mode].reduce((sum, step) => sum + (chord[(tonic + step) % 12] ?? 0), 0) / 3
      return { tonic, mode, fit, score: fit + OPENING_CHORD * triad + OPENING_BASS * (bass[tonic] ?? 0) }
    }),
  ).sort((a, b) => b.score - a.score)
  if ((scored[0]?.fit ?? 0) < LEAST) return []
  const top = scored[0]?.score ?? 0
  const weights = scored.map(({ score }) => Math.exp((score - top) * 12))
  const total = weights.reduce((a, b) => a + b, 0)
  return scored.map(({ tonic, mode }, i) => ({ tonic, mode, confidence: (weights[i] ?? 0) / total }))
}

/** Correlation with the profile of a key. */
function match(chroma: Float64Array, mode: Mode, tonic: number): number {
  const profile = PROFILES[mode]
  const meanP = profile.reduce((a, b) => a + b, 0) / 12
  const meanC = chroma.reduce((a, b) => a + b, 0) / 12
  let both = 0
  let p2 = 0
  let c2 = 0
  for (let i = 0; i < 12; i++) {
    const p = (profile[i] ?? 0) - meanP
    const c = (chroma[(tonic + i) % 12] ?? 0) - meanC
    both += p * c
    p2 += p * p
    c2 += c * c
  }
  return c2 > 0 ? both / Math.sqrt(p2 * c2) : 0
}

function sumOf(values: Float32Array): number {
  return values.reduce((a, b) => a + b, 0)
}
