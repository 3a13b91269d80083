import '#tests/support/fixed-seed.ts'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { fault } from '#lib/core/domain/fault.ts'
import {
  admit,
  answered,
  BREAKER_FAILURES,
  BREAKER_MS,
  dropped,
  LONGEST_WAIT_MS,
  newBreaker,
  PROBE_MS,
  refused,
  shutUntil,
  type Breaker,
} from './breaker.ts'

const down = fault('model-unreachable', { service: 's' })
const busy = (retryAfterMs: number) => fault('model-unreachable', { service: 's', retryAfterMs })
const fresh = newBreaker('s', 0)

/** After so many failures in a row, one a millisecond from `from`. */
function failed(times: number, from = 0, breaker: Breaker = fresh): Breaker {
  let now = breaker
  for (let i = 0; i < times; i++) now = refused(now, from + i, `call-${i}`, down)
  return now
}

const open = failed(BREAKER_FAILURES)
const OPENED = BREAKER_FAILURES - 1

/** How a call may end, as the breaker hears of it. */
const ENDS = {
  answer: answered,
  fail: (row: Breaker, now: number, token: string) => refused(row, now, token, down),
  busy: (row: Breaker, now: number, token: string, ms: number) => refused(row, now, token, busy(ms)),
  drop: dropped,
  /** Its page dies. */
  die: (row: Breaker) => row,
}

const keysOf = <K extends string>(of: Record<K, unknown>) => Object.keys(of) as K[]

describe('a breaker', () => {
  test('opens at the fifth failure in a row, and not before', () => {
    expect(failed(4)).toMatchObject({ state: 'closed', failures: 4 })
    expect(shutUntil(failed(4), 4)).toBeNull()
    expect(open).toMatchObject({ state: 'open', until: OPENED + BREAKER_MS, fault: down })
    expect(shutUntil(open, OPENED)).toBe(OPENED + BREAKER_MS)
  })

  test('forgets failures at the first answer', () => {
    const well = answered(failed(4), 10, 'any')
    expect([well.failures, failed(4, 20, well).state]).toEqual([0, 'closed'])
  })

  test('lets exactly one through after thirty seconds, and waits for how that one goes', () => {
    const later = OPENED + BREAKER_MS
    expect(admit(open, later - 1, 'early')).toBeNull()
    const trial = admit(open, later, 'probe')
    if (!trial) throw new Error('not admitted')
    expect(trial.state).toBe('half-open')
    expect(admit(trial, later, 'second')).toBeNull()
    expect(answered(trial, later + 5, 'straggler')).toBe(trial)
    expect(answered(trial, later + 5, 'probe')).toMatchObject({ state: 'closed', failures: 0, until: 0 })
    expect(refused(trial, later + 5, 'straggler', down)).toBe(trial)
    expect(refused(trial, later + 5, 'probe', down)).toMatchObject({
      state: 'open',
      until: later + 5 + BREAKER_MS,
    })
  })

  test('gives the trial to another when its page has died, or when it came to nothing', () => {
    const later = OPENED + BREAKER_MS
    const trial = admit(open, later, 'probe') ?? fresh
    expect(admit(trial, later + PROBE_MS - 1, 'next')).toBeNull()
    expect(admit(trial, later + PROBE_MS, 'next')?.probe?.token).toBe('next')
    const offline = refused(trial, later + 1, 'probe', fault('offline'))
    expect(offline).toEqual(dropped(trial, later + 1, 'probe'))
    expect(admit(offline, later + 1, 'next')?.probe?.token).toBe('next')
  })

  test('counts only what names the service and may pass', () => {
    for (const why of [fault('offline'), fault('cancelled'), { ...down, service: 'other' }])
      expect(refused(failed(4), 9, 'x', why)).toMatchObject({ state: 'closed', failures: 4 })
    // It answered, if only to say no.
    const no = fault('track-gone', { service: 's' })
    expect(refused(failed(4), 9, 'x', no)).toMatchObject({ state: 'closed', failures: 0 })
  })

  test('leaves a service that asks for patience alone, without a mark against it', () => {
    const told = refused(failed(3), 100, 'x', busy(7_000))
    expect([told.state, told.failures, shutUntil(told, 100)]).toEqual(['closed', 0, 7_100])
    expect(admit(told, 7_099, 'y')).toBeNull()
    expect(admit(told, 7_100, 'y')?.state).toBe('closed')
    expect(refused(told, 200, 'x', busy(1_000)).until).toBe(7_100)
    expect(answered(told, 200, 'x').until).toBe(7_100)
    expect(refused(fresh, 0, 'x', busy(9e12)).until).toBe(LONGEST_WAIT_MS)
  })

  test('a clock that is set back shuts nobody out', () => {
    const hour = 3_600_000
    const shut = failed(BREAKER_FAILURES, hour)
    expect(shutUntil(shut, 0)).toBeNull()
    const trial = admit(shut, hour * 2, 'probe') ?? fresh
    expect(admit(trial, 0, 'next')?.probe?.token).toBe('next')
  })

  test('however calls, answers, deaths and clocks are mixed: one on trial at a time, and never shut for long', () => {
    const event = fc.record({
      what: fc.constantFrom('call', 'call', ...keysOf(ENDS), 'fail'),
      pick: fc.nat(1_000),
      wait: fc.oneof(
        { weight: 20, arbitrary: fc.integer({ min: 0, max: 40_000 }) },
        { weight: 1, arbitrary: fc.constantFrom(-3_600_000, 86_400_000) },
      ),
    })
    fc.assert(
      fc.property(fc.array(event, { maxLength: 120 }), (events) => {
        let now = 10_000_000
        let row: Breaker = newBreaker('s', now)
        let made = 0
        const out: string[] = []
        // When each call on trial set out, as long as it may still answer.
        const trials = new Map<string, number>()
        for (const { what, pick, wait } of events) {
          now += wait
          if (wait < 0) trials.clear()
          for (const [token, since] of trials) if (now - since >= PROBE_MS) trials.delete(token)
          const token = what === 'call' ? `t${++made}` : out[pick % Math.max(1, out.length)]
          if (token === undefined) continue
          if (what === 'call') {
            const next = admit(row, now, token)
            if (!next) continue
            out.push(token)
            if (next.state === 'half-open') trials.set(token, now)
            expect(trials.size).toBeLessThanOrEqual(1)
            row = next
            continue
          }
          out.splice(out.indexOf(token), 1)
          trials.delete(token)
          row = ENDS[what](row, now, token, pick * 100)
          expect((shutUntil(row, now) ?? now) - now).toBeLessThanOrEqual(Math.max(PROBE_MS, 100_000))
          expect(row.probe !== null).toBe(row.state === 'half-open')
          if (row.state === 'closed') expect(row.failures).toBeLessThan(BREAKER_FAILURES)
        }
      }),
    )
  })
})
