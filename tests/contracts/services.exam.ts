import { describe, expect, test } from 'vitest'
import { fault } from '#lib/core/domain/fault.ts'
import { done, failed, type Outcome } from '#lib/core/domain/outcome.ts'
import { BREAKER_FAILURES, BREAKER_MS } from '#lib/core/jobs/breaker.ts'
import type { RowStore } from '#lib/platform/storage/rows.ts'
import { Services } from '#lib/work/queue/services.ts'

const DOWN = failed(fault('model-unreachable', { service: 's' }))

/** What the doors to outside services promise, whatever keeps their rows; `again` is another tab on the same rows. */
export function examineServices(
  name: string,
  open: () => Promise<{ rows: RowStore; again(): Promise<RowStore> }>,
): void {
  async function world() {
    const { rows, again } = await open()
    const clock = { time: 1_000, now: () => clock.time }
    let made = 0
    const tab = (of: RowStore) => new Services({ rows: of, clock, newId: () => `call-${++made}` })
    const [first, second] = [tab(rows), tab(await again())]
    let reached = 0
    const call = (services: Services, outcome: Outcome<string>) =>
      services.call('s', async () => {
        reached++
        return outcome
      })
    const row = () => rows.read(['breakers'], ({ breakers }) => breakers.get('s'))
    return { first, second, clock, call, row, reached: () => reached, later: async () => tab(await again()) }
  }

  describe(name, () => {
    test('hands on what the service answers, good or bad', async () => {
      const { first, call, row } = await world()
      expect(await call(first, done('yes'))).toEqual(done('yes'))
      expect(await row()).toBeNull()
      expect(await call(first, DOWN)).toEqual(DOWN)
      expect(await row()).toMatchObject({ state: 'closed', failures: 1 })
    })

    test('a call that throws is a fault like any other', async () => {
      const { first } = await world()
      const outcome = first.call('s', async () => {
        throw new TypeError('a mistake')
      })
      expect(await outcome).toMatchObject({ ok: false, fault: { code: 'unknown' } })
    })

    test('five failures, of whichever tabs, shut it for all of them, and for the one that comes next', async () => {
      const { first, second, call, reached, later } = await world()
      for (let i = 0; i < BREAKER_FAILURES; i++) await call(i % 2 ? second : first, DOWN)
      expect(reached()).toBe(BREAKER_FAILURES)
      for (const services of [first, second, await later()])
        expect(await call(services, done('yes'))).toMatchObject({
          ok: false,
          fault: { code: 'service-shut', retry: 'soon', service: 's', retryAfterMs: BREAKER_MS },
        })
      expect(reached()).toBe(BREAKER_FAILURES)
    })

    test('after thirty seconds one of many callers in all tabs gets through, and opens it for the others', async () => {
      const { first, second, clock, call, row } = await world()
      for (let i = 0; i < BREAKER_FAILURES; i++) await call(first, DOWN)
      clock.time += BREAKER_MS
      const gate = Promise.withResolvers<Outcome<string>>()
      let through = 0
      const callers = Array.from({ length: 10 }, (_, i) =>
        (i % 2 ? second : first).call('s', () => {
          through++
          return gate.promise
        }),
      )
      const early = await Promise.race(callers)
      expect(early).toMatchObject({ ok: false, fault: { code: 'service-shut' } })
      gate.resolve(done('yes'))
      const outcomes = await Promise.all(callers)
      expect([through, outcomes.filter((one) => one.ok).length]).toEqual([1, 1])
      expect(await row()).toMatchObject({ state: 'closed', failures: 0 })
      expect(await call(second, done('yes'))).toEqual(done('yes'))
    })

    test('a failed trial shuts it again for as long', async () => {
      const { first, second, clock, call, row } = await world()
      for (let i = 0; i < BREAKER_FAILURES; i++) await call(first, DOWN)
      clock.time += BREAKER_MS
      expect(await call(second, DOWN)).toEqual(DOWN)
      expect(await row()).toMatchObject({ state: 'open', until: clock.time + BREAKER_MS })
    })

    test('a service that says when to come back is left alone until then, over reloads', async () => {
      const { first, clock, call, later, row } = await world()
      const busy = failed(fault('model-unreachable', { service: 's', retryAfterMs: 7_000 }))
      expect(await call(first, busy)).toEqual(busy)
      const next = await later()
      clock.time += 6_999
      expect(await call(next, done('yes'))).toMatchObject({ fault: { retryAfterMs: 1 } })
      clock.time += 1
      expect(await call(next, done('yes'))).toEqual(done('yes'))
      expect(await row()).toMatchObject({ failures: 0 })
    })

    test('a fault met elsewhere can be held against it', async () => {
      const { first, row } = await world()
      await first.blame(fault('offline'))
      expect(await row()).toBeNull()
      await first.blame(DOWN.fault)
      expect(await row()).toMatchObject({ failures: 1 })
    })
  })
}
