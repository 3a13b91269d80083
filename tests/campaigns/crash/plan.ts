import { randomOf } from '#tests/support/random.ts'
import type { Death, How } from './trial.ts'

/** Every death there can be: each point of an undisturbed run, each time it was reached, in each way. */
export function deathsOf(points: readonly string[], workers: boolean): Death[] {
  const ways: readonly How[] = workers ? ['page', 'worker', 'browser'] : ['page', 'browser']
  const counts = new Map<string, number>()
  const met = points.map((point) => {
    const nth = (counts.get(point) ?? 0) + 1
    counts.set(point, nth)
    return { point, nth }
  })
  const sorted = met.sort((a, b) => (a.point < b.point ? -1 : a.point > b.point ? 1 : a.nth - b.nth))
  return sorted.flatMap(({ point, nth }) => ways.map((how) => ({ point, nth, how })))
}

/** The same order for the same seed (Fisher and Yates). */
export function shuffled<T>(all: readonly T[], seed: number): T[] {
  const random = randomOf(seed)
  const out = [...all]
  for (let i = out.length - 1; i > 0; i--) {
    const j = Math.floor(random() * (i + 1))
    const [a, b] = [out[i], out[j]]
    if (a !== undefined && b !== undefined) [out[i], out[j]] = [b, a]
  }
  return out
}

/** Most deaths that follow the planned one. */
const MORE = 3

/** Half of the time another death on the way back, after a few more points, and then perhaps another. */
export function furtherDeaths(seed: number, workers: boolean): (met: number) => How | null {
  const random = randomOf(seed)
  const ways: readonly How[] = workers ? ['page', 'worker', 'browser'] : ['page', 'browser']
  const next = () => (random() < 1 / 2 ? 1 + Math.floor(random() * 12) : null)
  let come = 0
  let after = next()
  return (met) => {
    if (come >= MORE || met !== after) return null
    come += 1
    after = next()
    return ways[Math.floor(random() * ways.length)] ?? 'page'
  }
}
