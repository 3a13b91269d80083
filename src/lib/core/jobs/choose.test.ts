import { describe, expect, test } from 'vitest'
import { ANY_DEVICE } from '#lib/core/domain/device.ts'
import { fault } from '#lib/core/domain/fault.ts'
import { JOB_KINDS, NO_CONDITIONS, type Job, type JobState } from '#lib/core/domain/job.ts'
import { newBreaker } from './breaker.ts'
import { choose, type QueueFacts } from './choose.ts'
import { DEFAULT_LIMITS } from './lanes.ts'
import { newJob } from './new-job.ts'

function job(id: string, more: Partial<Job> = {}): Job {
  return { ...newJob(id, { kind: 'prepare', trackId: id }, 0), ...more }
}

const separate = (id: string, more: Partial<Job> = {}): Job => ({
  ...newJob(id, { kind: 'separate', trackId: id, separationId: id, modelId: 'm', region: null }, 0),
  ...more,
})

const model = (id: string, more: Partial<Job> = {}): Job => ({
  ...newJob(id, { kind: 'get-model', modelId: id }, 5),
  ...more,
})

const FACTS: QueueFacts = {
  now: 100,
  held: false,
  device: ANY_DEVICE,
  breakers: new Map(),
  limits: DEFAULT_LIMITS,
  onScreen: new Set(),
  kinds: new Set(JOB_KINDS),
  busy: [],
}

const chosen = (jobs: Job[], more: Partial<QueueFacts> = {}) => choose(jobs, { ...FACTS, ...more })
const started = (jobs: Job[], more: Partial<QueueFacts> = {}) => chosen(jobs, more).start.map((one) => one.id)
const why = (jobs: Job[], id: string, more: Partial<QueueFacts> = {}) => chosen(jobs, more).waiting.get(id)

describe('places', () => {
  test('higher priority goes first, then the oldest, and no lane takes more than its places', () => {
    const jobs = [
      job('new', { createdAt: 9 }),
      job('old', { createdAt: 1 }),
      job('urgent', { priority: 5, createdAt: 99 }),
    ]
    expect(started(jobs)).toEqual(['urgent', 'old'])
    expect(why(jobs, 'new')).toEqual({ why: 'turn', ahead: 2 })
    expect(started(jobs, { limits: { ...DEFAULT_LIMITS, prepare: 1 } })).toEqual(['urgent'])
  })

  test('a full lane does not hold up another', () => {
    expect(started([job('a'), job('b'), job('c'), model('d')])).toEqual(['a', 'b', 'd'])
  })

  test('one separation holds the engine, however many places its lane has', () => {
    expect(started([separate('a'), separate('b')])).toEqual(['a'])
    expect(started([separate('a', { state: 'running' }), separate('b')])).toEqual([])
    expect(why([separate('a'), separate('b')], 'b')).toEqual({ why: 'turn', ahead: 1 })
  })

  test('a job whose last run is still winding down waits for it, and keeps its place', () => {
    const busy = [job('a')]
    expect(started([job('a'), job('b'), job('c')], { busy })).toEqual(['b'])
  })

  test('a kind nobody here can do is left alone', () => {
    expect(started([job('a')], { kinds: new Set() })).toEqual([])
  })

  test('what somebody looks at goes first, and before it what a person moved there', () => {
    const jobs = [job('urgent', { priority: 9 }), job('seen', { createdAt: 7 }), job('moved', { rank: -1 })]
    const limits = { ...DEFAULT_LIMITS, prepare: 8 }
    expect(started(jobs, { limits })).toEqual(['moved', 'urgent', 'seen'])
    expect(started(jobs, { limits, onScreen: new Set(['seen']) })).toEqual(['moved', 'seen', 'urgent'])
  })
})

describe('needs', () => {
  const cases: [JobState | null, 'start' | 'refuse' | 'wait', 'start' | 'wait'][] = [
    [null, 'start', 'start'],
    ['done', 'start', 'start'],
    ['queued', 'wait', 'wait'],
    ['running', 'wait', 'wait'],
    ['paused', 'wait', 'wait'],
    ['failed', 'refuse', 'start'],
    ['cancelled', 'refuse', 'start'],
  ]
  for (const [state, wanted, without] of cases)
    test(`a need that is ${state ?? 'cleared away'}: ${wanted}; one that can be done without: ${without}`, () => {
      const before = state ? [job('first', { state, fault: fault('unknown') })] : []
      for (const [canDoWithout, outcome] of [
        [[], wanted],
        [['first'], without],
      ] as const) {
        const jobs = [...before, model('then', { dependsOn: ['first'], canDoWithout: [...canDoWithout] })]
        const choice = chosen(jobs)
        expect(choice.start.some((one) => one.id === 'then')).toBe(outcome === 'start')
        expect(choice.refuse.some(({ job: one }) => one.id === 'then')).toBe(outcome === 'refuse')
        if (outcome === 'wait') expect(choice.waiting.get('then')).toEqual({ why: 'dependency', on: 'first' })
      }
    })

  test('a job falls with what it needs: cancelled if a person called that off, else failed', () => {
    const ends = (...states: JobState[]) => {
      const needs = states.map((state, i) => job(`n${i}`, { state }))
      const then = model('then', { dependsOn: needs.map((one) => one.id) })
      return chosen([...needs, then]).refuse[0]?.as
    }
    expect([
      ends('cancelled'),
      ends('failed'),
      ends('cancelled', 'failed'),
      ends('cancelled', 'done'),
    ]).toEqual(['cancelled', 'failed', 'failed', 'cancelled'])
  })

  test('a song moved to the top takes what it needs along', () => {
    const jobs = [
      job('other', { createdAt: 1 }),
      job('need', { createdAt: 2 }),
      separate('top', { dependsOn: ['need'], rank: -1, createdAt: 3 }),
    ]
    expect(started(jobs, { limits: { ...DEFAULT_LIMITS, prepare: 1 } })).toEqual(['need'])
  })
})

describe('why a job waits', () => {
  test('for its moment, and says when to look again', () => {
    const jobs = [job('later', { runAfter: 500 }), job('soon', { runAfter: 200 })]
    expect([started(jobs), chosen(jobs).wakeAt]).toEqual([[], 200])
    expect(why(jobs, 'later')).toEqual({ why: 'retry', until: 500 })
    expect(started(jobs, { now: 500 })).toEqual(['later', 'soon'])
  })

  test('because everything is held, also what is ready', () => {
    expect(why([job('a')], 'a', { held: true })).toEqual({ why: 'held' })
  })

  test('until the time that a person chose', () => {
    const jobs = [job('a', { conditions: { ...NO_CONDITIONS, notBefore: 900 } })]
    expect([why(jobs, 'a'), chosen(jobs).wakeAt]).toEqual([{ why: 'time', until: 900 }, 900])
    expect(started(jobs, { now: 900 })).toEqual(['a'])
  })

  test('for a network that costs nothing, and for mains; where the browser does not tell, for neither', () => {
    const jobs = [job('a', { conditions: { notBefore: 0, unmetered: true, charging: true } })]
    const on = (metered: boolean | null, charging: boolean | null) =>
      why(jobs, 'a', { device: { ...ANY_DEVICE, metered, charging } })
    expect([on(true, true), on(false, false), on(null, null), on(false, true)]).toEqual([
      { why: 'metered' },
      { why: 'not-charging' },
      undefined,
      undefined,
    ])
  })

  test('for the network, if its kind needs it', () => {
    const device = { ...ANY_DEVICE, online: false, siteReachable: false }
    expect(why([model('a')], 'a', { device })).toEqual({ why: 'offline' })
    expect(started([model('a'), job('b')], { device })).toEqual(['b'])
    expect(started([model('a')], { device: { ...device, siteReachable: true } })).toEqual(['a'])
  })

  test('for a service that is shut; then one job at a time may try it', () => {
    const open = { ...newBreaker('s', 0), state: 'open' as const, until: 700 }
    const jobs = [model('a', { service: 's' }), model('b', { service: 's' }), model('c', { service: 't' })]
    const breakers = new Map([['s', open]])
    expect(why(jobs, 'a', { breakers })).toEqual({ why: 'service', service: 's', until: 700 })
    expect(started(jobs, { breakers })).toEqual(['c'])
    expect(started(jobs, { breakers, now: 700 })).toEqual(['a', 'c'])
    expect(started(jobs, { breakers: new Map([['s', newBreaker('s', 0)]]) })).toEqual(['a', 'b', 'c'])
  })
})
