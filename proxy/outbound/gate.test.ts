import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { refuse } from '../errors/refusal.ts'
import { createCache } from './cache.ts'
import { createGate } from './gate.ts'

beforeEach(() => void vi.useFakeTimers({ now: 1_000_000 }))
afterEach(() => void vi.useRealTimers())

const deps = {
  now: () => Date.now(),
  sleep: (ms: number) => new Promise<void>((done) => setTimeout(done, ms)),
}
const ill = () => Promise.reject(refuse('upstream', 'ill', { service: 'x' }))
const well = () => Promise.resolve('well')
const busy = (retryAfter: number | null) => () =>
  Promise.reject(refuse('rate_limited', 'busy', { service: 'x', retryAfter }))
const codeOf = (work: Promise<unknown>) =>
  work.then(
    () => 'passed',
    (error: { data: { code: string; retryAfter: number | null } }) => [
      error.data.code,
      error.data.retryAfter,
    ],
  )

describe('the breaker of a service', () => {
  it('opens after five failures and says when it will be tried again', async () => {
    const gate = createGate('x', null, deps)
    for (let i = 0; i < 5; i++) expect(await codeOf(gate.run(ill))).toEqual(['upstream', null])
    let asked = 0
    const counted = async () => void (asked += 1)
    expect(await codeOf(gate.run(counted))).toEqual(['circuit_open', 30])
    vi.advanceTimersByTime(29_000)
    expect(await codeOf(gate.run(counted))).toEqual(['circuit_open', 1])
    expect(gate.closedFor()).toBe(1)
    expect(asked).toBe(0)
  })

  it('then lets exactly one try, and the others follow only when it went well', async () => {
    const gate = createGate('x', null, deps)
    for (let i = 0; i < 5; i++) await codeOf(gate.run(ill))
    vi.advanceTimersByTime(30_000)
    let asked = 0
    let answer: (value: string) => void = () => undefined
    const slow = () => {
      asked += 1
      return new Promise<string>((done) => (answer = done))
    }
    const tries = Array.from({ length: 10 }, () => codeOf(gate.run(asked === 0 ? slow : well)))
    await vi.advanceTimersByTimeAsync(0)
    expect(asked).toBe(1)
    answer('well')
    expect(await Promise.all(tries)).toEqual(Array(10).fill('passed'))
    expect(gate.closedFor()).toBeNull()
  })

  it('opens again when that one fails', async () => {
    const gate = createGate('x', null, deps)
    for (let i = 0; i < 5; i++) await codeOf(gate.run(ill))
    vi.advanceTimersByTime(30_000)
    await codeOf(gate.run(ill))
    expect(await codeOf(gate.run(well))).toEqual(['circuit_open', 30])
  })

  it('does not count what is an answer', async () => {
    const gate = createGate('x', null, deps)
    const gone = () => Promise.reject(refuse('not_found', 'gone'))
    for (let i = 0; i < 20; i++) await codeOf(gate.run(gone))
    expect(await codeOf(gate.run(well))).toBe('passed')
  })
})

describe('a service that asks to be left alone', () => {
  it('is left alone for as long as it said', async () => {
    const gate = createGate('x', null, deps)
    expect(await codeOf(gate.run(busy(86_400)))).toEqual(['rate_limited', 86_400])
    let asked = 0
    const counted = async () => void (asked += 1)
    vi.advanceTimersByTime(86_399_000)
    expect(await codeOf(gate.run(counted))).toEqual(['rate_limited', 1])
    expect(asked).toBe(0)
    vi.advanceTimersByTime(1000)
    expect(await codeOf(gate.run(well))).toBe('passed')
  })

  it('without a time is left alone longer each time', async () => {
    const gate = createGate('x', null, deps)
    const waits: unknown[] = []
    for (let i = 0; i < 7; i++) {
      waits.push(await codeOf(gate.run(busy(null))))
      vi.advanceTimersByTime(480_000)
    }
    expect(waits.map((wait) => (Array.isArray(wait) ? wait[1] : wait))).toEqual([
      15, 30, 60, 120, 240, 480, 480,
    ])
  })
})

describe('the pace of a service', () => {
  it('is kept: one a second', async () => {
    const gate = createGate('x', { burst: 1, perSecond: 1 }, deps)
    const begun: number[] = []
    const note = async () => void begun.push(Date.now() - 1_000_000)
    const all = Promise.all([1, 2, 3].map(() => gate.run(note)))
    await vi.advanceTimersByTimeAsync(5000)
    await all
    expect(begun).toHaveLength(3)
    expect(begun[1]).toBeGreaterThanOrEqual(1000)
    expect(begun[2]).toBeGreaterThanOrEqual(2000)
  })

  it('makes nobody wait for long: the rest is told to come back', async () => {
    const gate = createGate('x', { burst: 1, perSecond: 1 }, deps)
    const all = Promise.all(Array.from({ length: 30 }, () => codeOf(gate.run(well))))
    await vi.advanceTimersByTimeAsync(30_000)
    const outcomes = await all
    expect(outcomes.filter((one) => one === 'passed').length).toBeGreaterThanOrEqual(5)
    expect(outcomes.filter((one) => Array.isArray(one) && one[0] === 'rate_limited').length).toBeGreaterThan(
      10,
    )
  })
})

describe('the cache', () => {
  const time = () => Date.now()

  it('loads once for all who ask meanwhile, and keeps it for its time', async () => {
    const cache = createCache(1000, time)
    let loads = 0
    const load = async () => `load ${++loads}`
    const all = await Promise.all([1, 2, 3].map(() => cache.get('k', 1000, load)))
    expect(all).toEqual(['load 1', 'load 1', 'load 1'])
    vi.advanceTimersByTime(999)
    expect(await cache.get('k', 1000, load)).toBe('load 1')
    vi.advanceTimersByTime(1)
    expect(await cache.get('k', 1000, load)).toBe('load 2')
  })

  it('never holds more than its letters, oldest use out first', async () => {
    const cache = createCache(30, time)
    const put = (key: string) => cache.get(key, 1000, async () => '123456789')
    for (const key of ['a', 'b', 'c']) await put(key)
    await put('a')
    await put('d')
    const asked: string[] = []
    for (const key of ['a', 'c', 'b']) await cache.get(key, 1000, async () => (asked.push(key), 'x'))
    expect(asked).toEqual(['b'])
  })

  it('remembers for a minute what is not there, and no failure at all', async () => {
    const cache = createCache(1000, time)
    let asked = 0
    const gone = async () => {
      asked += 1
      throw refuse('not_found', 'gone')
    }
    await expect(cache.get('k', 1000, gone)).rejects.toThrow()
    await expect(cache.get('k', 1000, gone)).rejects.toThrow()
    expect(asked).toBe(1)
    vi.advanceTimersByTime(60_000)
    expect(await cache.get('k', 1000, well)).toBe('well')
    await expect(cache.get('l', 1000, ill)).rejects.toThrow()
    expect(await cache.get('l', 1000, well)).toBe('well')
  })
})
