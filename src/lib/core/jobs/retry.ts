import type { Fault } from '#lib/core/domain/fault.ts'
import { LONGEST_WAIT_MS } from './breaker.ts'

/** Tries in all, unless a person says otherwise. */
export const MAX_ATTEMPTS = 3
/** More than this helps nobody. */
export const MOST_ATTEMPTS = 10

const FIRST_WAIT_MS = 1_000
/** A quarter on top at most, so that jobs that failed together do not come back together. */
const JITTER = 0.25
/** No service is asked again sooner, whatever it says. */
const LEAST_PATIENCE_MS = 1_000

/** Wait before the next try after `failures` of them: 1 s, 2 s, 4 s …, and up to a quarter more by `random` in 0..1. */
export function retryWaitMs(failures: number, random: number): number {
  return FIRST_WAIT_MS * 2 ** (failures - 1) * (1 + JITTER * random)
}

/** Only faults of the class `soon` are tried again by themselves; the rest wait for a person, or for ever. */
export function triesAgain(fault: Fault, failures: number, maxAttempts: number): boolean {
  return fault.retry === 'soon' && failures < maxAttempts
}

/** The wait that an outside service asked for; it burns no try. Null where it did not. */
export function patienceMs({ code, retry, retryAfterMs }: Fault): number | null {
  // How long a service stays shut is known by its row, which may open it sooner.
  if (code === 'service-shut') return LEAST_PATIENCE_MS
  if (retry !== 'soon' || retryAfterMs === undefined || Number.isNaN(retryAfterMs)) return null
  return Math.min(LONGEST_WAIT_MS, Math.max(LEAST_PATIENCE_MS, retryAfterMs))
}
