import { describe, expect, it } from 'vitest'
import { clientAddress, clientKey } from './client.ts'
import { createSlots, leaving } from './concurrency.ts'
import { createRateLimit } from './rate.ts'

/** A clock that stands until it is moved. */
function clock() {
  let at = 1_000_000
  return { now: () => at, pass: (ms: number) => (at += ms) }
}

const outcome = (work: () => void): unknown => {
  try {
    work()
    return 'passed'
  } catch (error) {
    return error
  }
}

describe('the rate of one client', () => {
  it('lets exactly so many pass, and says when the next may', () => {
    const time = clock()
    const limit = createRateLimit(60, time.now)
    const all = Array.from({ length: 61 }, () => outcome(() => limit.check('a')))
    expect(all.filter((one) => one === 'passed')).toHaveLength(60)
    expect(all.at(-1)).toMatchObject({ data: { code: 'rate_limited', status: 429, retryAfter: 1 } })
    time.pass(1000)
    expect(outcome(() => limit.check('a'))).toBe('passed')
    expect(outcome(() => limit.check('a'))).not.toBe('passed')
  })

  it('is its own', () => {
    const limit = createRateLimit(1, clock().now)
    limit.check('a')
    expect(outcome(() => limit.check('b'))).toBe('passed')
  })

  it('forgets clients that came once, however many they are', () => {
    const time = clock()
    const limit = createRateLimit(1, time.now)
    for (let i = 0; i < 50_000; i++) limit.check(`client ${i}`)
    // Not forgotten: it has only just come.
    expect(outcome(() => limit.check('client 49999'))).not.toBe('passed')
  })
})

describe('who a client is', () => {
  it.each([
    ['1.2.3.4', '1.2.3.4'],
    ['::ffff:1.2.3.4', '1.2.3.4'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
    ['2001:db8:1:2:ffff::1', '2001:db8:1:2::/64'],
    ['2001:db8:1:3::1', '2001:db8:1:3::/64'],
    ['nonsense', 'unknown'],
    [null, 'unknown'],
  ])('%s is %s', (address, key) => {
    expect(clientKey(address)).toBe(key)
  })

  it('is never decided by a header that anyone may send', () => {
    const headers = new Headers({ 'x-forwarded-for': '9.9.9.9', 'cf-connecting-ip': '8.8.8.8' })
    expect(clientAddress('1.2.3.4', headers, null)).toBe('1.2.3.4')
    expect(clientAddress('1.2.3.4', headers, 'cf-connecting-ip')).toBe('8.8.8.8')
  })

  it('takes the end of a list, for that is what the server in front wrote', () => {
    const headers = new Headers({ 'x-forwarded-for': '9.9.9.9, 5.6.7.8' })
    expect(clientAddress('1.2.3.4', headers, 'x-forwarded-for')).toBe('5.6.7.8')
  })
})

describe('streams at once', () => {
  it('are so many for a client and so many in all', () => {
    const slots = createSlots(2, 3)
    const leave = slots.enter('a')
    slots.enter('a')
    expect(outcome(() => slots.enter('a'))).toMatchObject({ data: { code: 'rate_limited' } })
    slots.enter('b')
    expect(outcome(() => slots.enter('c'))).not.toBe('passed')
    leave()
    leave()
    expect(slots.taken()).toBe(2)
    expect(outcome(() => slots.enter('c'))).toBe('passed')
  })

  it('give their place back at the end, at a failure and when nobody listens any more', async () => {
    const slots = createSlots(9, 9)
    const body = () => new Response('sound').body ?? new ReadableStream()
    const failing = new ReadableStream({ pull: (controller) => controller.error(new Error('cut')) })
    await new Response(leaving(body(), slots.enter('a'))).text()
    await leaving(body(), slots.enter('a')).cancel()
    await expect(new Response(leaving(failing, slots.enter('a'))).text()).rejects.toThrow()
    expect(slots.taken()).toBe(0)
  })
})
