import { smoother, stateVariable } from './filters.ts'
import { noiseSource, wander } from './random.ts'
import { SAMPLE_RATE } from './time.ts'

/** What the folds give in one sample: the flow's derivative, and how open they are (0 to 1). */
export type Flow = { swing: number; open: number }

/** Share of a cycle in which the folds are open. */
const OPEN_QUOTIENT = 0.62

/**
 * The vocal folds: the KLGLOTT88 pulse (D. Klatt, L. Klatt, JASA 87, 1990). Flow over the open phase is t² - t³, so
 * its derivative is 2t - 3t², with one jump at closure, rounded off over two samples so that it does not alias.
 */
export function glottis(seed: number): (hertz: number) => Flow {
  const shimmer = wander(seed, 38, SAMPLE_RATE)
  const tilt = smoother(5000)
  const flow: Flow = { swing: 0, open: 0 }
  let phase = 0
  return (hertz) => {
    const step = hertz / SAMPLE_RATE
    phase += step
    if (phase >= 1) phase -= 1
    const t = phase / OPEN_QUOTIENT
    const pulse = t < 1 ? 2 * t - 3 * t * t : 0
    flow.open = t < 1 ? 6.75 * t * t * (1 - t) : 0
    flow.swing = tilt(pulse + rounded(phase - OPEN_QUOTIENT, step)) * (1 + 0.05 * shimmer())
    return flow
  }
}

/** What to add around a jump by +1 at distance 0, in cycles (V. Välimäki, A. Huovilainen, IEEE SPM 24, 2007). */
function rounded(distance: number, step: number): number {
  const d = distance / step
  if (d >= 1 || d <= -1) return 0
  return d >= 0 ? -0.5 * (1 - d) ** 2 : 0.5 * (1 + d) ** 2
}

/** Breath: noise that the open folds let through in time with the pitch. */
export function breath(seed: number): (open: number) => number {
  const noise = noiseSource(seed)
  const filter = stateVariable('high')
  return (open) => filter(noise(), 900) * (0.35 + 0.65 * open)
}
