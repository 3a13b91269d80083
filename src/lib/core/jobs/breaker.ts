import type { Fault } from '#lib/core/domain/fault.ts'
import { usualPatience, type Patient } from './patience.ts'

/** Failures in a row that shut a service. */
export const BREAKER_FAILURES = 5
/** How long it stays shut before one call may try it. */
export const BREAKER_MS = 30_000
/** A probe that has not answered by then was lost with its page, and another may go. */
export const PROBE_MS = 60_000
/** A service that asks for more is asked again after this. */
export const LONGEST_WAIT_MS = 24 * 3_600_000

/** How an outside service has answered, for every tab and over reloads. */
export interface Breaker {
  service: string
  /** `half-open`: exactly one call is under way to see whether it answers again. */
  state: 'closed' | 'open' | 'half-open'
  /** In a row. */
  failures: number
  /** Nobody calls before; also where the service is well and asked for patience. 0 is at once. */
  until: number
  /** When that wait began. */
  since: number
  probe: { token: string; until: number } | null
  /** The last that was counted or that asked for patience. */
  fault: Fault | null
  changedAt: number
}

export function newBreaker(service: string, now: number): Breaker {
  const never = { failures: 0, until: 0, since: 0, probe: null, fault: null }
  return { service, state: 'closed', ...never, changedAt: now }
}

/** Until when nobody may call, in milliseconds since 1970; null when somebody may. */
export function shutUntil(breaker: Breaker, now: number): number | null {
  const { until, since, probe } = breaker
  // A wait that begins in the future was set before the clock was set back: it holds nobody.
  if (until > now && since <= now) return until
  const probing = breaker.state === 'half-open' && probe && probe.until > now
  return probing && probe.until <= now + PROBE_MS ? probe.until : null
}

/** Whether only one at a time may call it. */
export const isOnTrial = (breaker: Breaker): boolean => breaker.state !== 'closed'

/** The breaker after somebody asked to call, known by `token`; null when that may not be now. */
export function admit(breaker: Breaker, now: number, token: string): Breaker | null {
  if (shutUntil(breaker, now) !== null) return null
  if (breaker.state === 'closed') return breaker
  return { ...breaker, state: 'half-open', probe: { token, until: now + PROBE_MS }, changedAt: now }
}

/** The service answered. What set out before it was shut, and is no probe, tells nothing of it now. */
export function answered(breaker: Breaker, now: number, token: string): Breaker {
  if (breaker.state !== 'closed' && breaker.probe?.token !== token) return breaker
  if (breaker.state === 'closed')
    return breaker.failures === 0 ? breaker : { ...breaker, failures: 0, changedAt: now }
  return { ...breaker, state: 'closed', failures: 0, until: 0, since: 0, probe: null, changedAt: now }
}

/** The call came to nothing for a reason that is not the service's: what it was to prove is open as before. */
export function dropped(breaker: Breaker, now: number, token: string): Breaker {
  if (breaker.state !== 'half-open' || breaker.probe?.token !== token) return breaker
  return { ...breaker, state: 'open', until: now, since: now, probe: null, changedAt: now }
}

/**
 * The call failed. Only a fault that names the service and may pass speaks against it. A service that says when to come
 * back has answered: nobody calls before, and nothing is counted.
 */
export function refused(
  breaker: Breaker,
  now: number,
  token: string,
  why: Fault,
  patient: Patient = usualPatience,
): Breaker {
  if (why.service !== breaker.service || why.code === 'service-shut') return dropped(breaker, now, token)
  if (why.retry !== 'soon') return answered(breaker, now, token)
  if (why.retryAfterMs !== undefined) {
    const until = now + Math.min(LONGEST_WAIT_MS, Math.max(0, why.retryAfterMs))
    const well = answered(breaker, now, token)
    return until < well.until ? well : { ...well, until, since: now, fault: why, changedAt: now }
  }
  if (breaker.state !== 'closed' && breaker.probe?.token !== token) return breaker
  const failures = breaker.failures + 1
  const counted = { ...breaker, failures, fault: why, probe: null, changedAt: now }
  if (breaker.state === 'closed' && failures < BREAKER_FAILURES) return counted
  return { ...counted, state: 'open', until: now + patient(BREAKER_MS), since: now }
}
