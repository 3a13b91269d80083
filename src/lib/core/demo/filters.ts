import { SAMPLE_RATE } from './time.ts'

/** 60 dB, in nepers. */
const SIXTY_DB = 3 * Math.LN10

type Response = 'low' | 'band' | 'high'

/** A filter with memory: one sample in, one out; the cutoff (Hz) and Q may move from sample to sample. */
export type MovingFilter = (x: number, hertz: number, q?: number) => number

/**
 * State-variable filter, 12 dB per octave, trapezoidal integrators, so it stays stable while the cutoff moves
 * (A. Simper, "Solving the continuous SVF equations using trapezoidal integration", Cytomic 2013).
 * The band response is normalised to 1 at its centre.
 */
export function stateVariable(response: Response): MovingFilter {
  let [s1, s2, lastHertz, g] = [0, 0, -1, 0]
  return (x, hertz, q = Math.SQRT1_2) => {
    if (hertz !== lastHertz) {
      lastHertz = hertz
      g = Math.tan((Math.PI * Math.min(hertz, 0.45 * SAMPLE_RATE)) / SAMPLE_RATE)
    }
    const k = 1 / q
    const a1 = 1 / (1 + g * (g + k))
    const v3 = x - s2
    const band = a1 * s1 + g * a1 * v3
    const low = s2 + g * band
    s1 = 2 * band - s1
    s2 = 2 * low - s2
    if (response === 'low') return low
    return response === 'band' ? k * band : x - k * band - low
  }
}

/** One-pole low-pass, 6 dB per octave; `hertz` is its corner. */
export function smoother(hertz: number, start = 0, sampleRate = SAMPLE_RATE): (x: number) => number {
  const keep = Math.exp((-2 * Math.PI * hertz) / sampleRate)
  let y = start
  return (x) => (y = x + (y - x) * keep)
}

/** Everything in `sound` above or below `hertz` taken away (12 dB per octave), as a new array. */
export function filtered(sound: Float32Array, response: Response, hertz: number, q?: number): Float32Array {
  const filter = stateVariable(response)
  return sound.map((x) => filter(x, hertz, q))
}

/** Rises from 0 to 1 in `attack` s, then falls by 60 dB in `decay` s. */
export function pluckEnvelope(seconds: number, attack: number, decay: number): number {
  if (seconds < attack) return seconds / attack
  return Math.exp((-SIXTY_DB * (seconds - attack)) / decay)
}

/** 1 while a note is held and a raised-cosine fall over `release` s after it. */
export function gate(seconds: number, held: number, release: number): number {
  if (seconds <= held) return 1
  return seconds >= held + release ? 0 : (1 + Math.cos((Math.PI * (seconds - held)) / release)) / 2
}
