import type { JobPhase } from '#lib/core/domain/job.ts'

interface Sample {
  at: number
  fraction: number
}

/** Samples of one job in one phase; a new phase starts anew, since phases differ in speed. */
export interface Pace {
  phase: JobPhase
  samples: readonly Sample[]
}

/** Speed is that of the last stretch of this length. */
const WINDOW_MS = 30_000
/** Before this much was seen, nothing honest can be said. */
const ENOUGH_MS = 5_000
const ENOUGH_FRACTION = 0.02

/** The pace with one more reading; readings older than the window are let go. */
export function paceAfter(pace: Pace | null, now: number, phase: JobPhase, fraction: number): Pace {
  // After a clock was set back, what was read before it tells nothing.
  const isOfNow = ({ at }: Sample) => at <= now && now - at <= WINDOW_MS
  const kept = pace?.phase === phase ? pace.samples.filter(isOfNow) : []
  return { phase, samples: [...kept, { at: now, fraction }] }
}

/** Seconds left at the speed of the window; null until it can be told honestly. */
export function timeLeftS({ samples }: Pace): number | null {
  const first = samples[0]
  const last = samples.at(-1)
  if (!first || !last) return null
  const took = last.at - first.at
  const gained = last.fraction - first.fraction
  if (took < ENOUGH_MS || gained < ENOUGH_FRACTION) return null
  return (((1 - last.fraction) / gained) * took) / 1000
}
