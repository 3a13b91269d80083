import '#tests/support/fixed-seed.ts'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { fault } from '#lib/core/domain/fault.ts'
import { isEnded, RUNS_KEPT, type Job, type JobState } from '#lib/core/domain/job.ts'
import { pick, randomOf } from '#tests/support/random.ts'
import { LEASE_MS } from './lease.ts'
import { MAX_LAPSES, step, type JobEvent } from './machine.ts'
import { newJob } from './new-job.ts'

const hold = { owner: 'tab', token: 1 }
const fresh = () => newJob('j', { kind: 'prepare', trackId: 't' }, 0)

const IN_STATE: Record<JobState, Job> = {
  queued: fresh(),
  running: { ...fresh(), state: 'running', claims: 1, lease: { ...hold, since: 0, until: LEASE_MS } },
  paused: { ...fresh(), state: 'paused' },
  done: { ...fresh(), state: 'done', endedAt: 5 },
  failed: { ...fresh(), state: 'failed', endedAt: 5, fault: fault('unknown') },
  cancelled: { ...fresh(), state: 'cancelled', endedAt: 5 },
}

const EVENTS: Record<JobEvent['type'], JobEvent> = {
  claim: { type: 'claim', now: 10, owner: 'tab' },
  renew: { type: 'renew', now: 10, hold, phase: 'decoding', fraction: 0.5 },
  succeed: { type: 'succeed', now: 10, hold },
  fail: { type: 'fail', now: 10, hold, fault: fault('offline'), random: 0 },
  release: { type: 'release', now: 10, hold },
  hold: { type: 'hold', now: 10 },
  lapse: { type: 'lapse', now: 10 },
  refuse: { type: 'refuse', now: 10, as: 'failed' },
  pause: { type: 'pause', now: 10 },
  resume: { type: 'resume' },
  cancel: { type: 'cancel', now: 10 },
  retry: { type: 'retry' },
}

/** Every state by every event; what is not here changes nothing. */
const TABLE: Record<JobState, Partial<Record<JobEvent['type'], JobState>>> = {
  queued: { claim: 'running', refuse: 'failed', pause: 'paused', cancel: 'cancelled' },
  running: {
    renew: 'running',
    succeed: 'done',
    fail: 'queued',
    release: 'queued',
    hold: 'queued',
    lapse: 'queued',
    pause: 'paused',
    cancel: 'cancelled',
  },
  paused: { resume: 'queued', cancel: 'cancelled' },
  done: {},
  failed: { retry: 'queued' },
  cancelled: { retry: 'queued' },
}

function expectSound(job: Job): void {
  expect(job.lease === null).toBe(job.state !== 'running')
  expect(job.endedAt !== null).toBe(isEnded(job.state))
  if (job.state === 'failed') expect(job.fault).not.toBeNull()
  if (job.state === 'done') expect([job.fault, job.fraction]).toEqual([null, 1])
}

describe('every state meets every event', () => {
  for (const state of Object.keys(IN_STATE) as JobState[])
    for (const type of Object.keys(EVENTS) as JobEvent['type'][]) {
      const wanted = TABLE[state][type]
      test(`${state} · ${type} · ${wanted ?? 'nothing'}`, () => {
        const before = structuredClone(IN_STATE[state])
        const after = step(IN_STATE[state], EVENTS[type])
        expect(after?.state).toBe(wanted)
        expect(IN_STATE[state]).toEqual(before)
        if (after) expectSound(after)
      })
    }
})

describe('fencing', () => {
  const mine = ['renew', 'succeed', 'fail', 'release'] as const
  for (const type of mine)
    test(`a run whose job another took over cannot ${type} it`, () => {
      const stolen = {
        ...IN_STATE.running,
        claims: 2,
        lease: { owner: 'tab', since: 0, until: 99, token: 2 },
      }
      const foreign = { ...IN_STATE.running, lease: { owner: 'other', since: 0, until: 99, token: 1 } }
      expect(step(stolen, EVENTS[type])).toBeNull()
      expect(step(foreign, EVENTS[type])).toBeNull()
    })

  test('no two claims of a job ever share a token', () => {
    let job = fresh()
    const tokens = new Set<number>()
    for (const after of ['release', 'lapse', 'pause'] as const) {
      job = step(job, EVENTS.claim) ?? job
      const token = job.lease?.token ?? 0
      tokens.add(token)
      const event =
        after === 'release' ? { type: after, now: 10, hold: { owner: 'tab', token } } : EVENTS[after]
      job = step(job, event) ?? job
      job = step(job, EVENTS.resume) ?? job
    }
    expect(tokens.size).toBe(3)
  })
})

describe('retry', () => {
  /** The job after the claim and a failure `why` at 1000, having got as far as `fraction`. */
  const failing = (job: Job, why = fault('offline'), fraction = 0): Job => {
    const running = step(job, { type: 'claim', now: 1000, owner: 'tab' }) ?? job
    const mine = { owner: 'tab', token: running.claims }
    const there =
      step(running, { type: 'renew', now: 1000, hold: mine, phase: 'decoding', fraction }) ?? running
    return step(there, { type: 'fail', now: 1000, hold: mine, fault: why, random: 0 }) ?? there
  }

  test('a fault that passes is tried three times in all, after 1 s and after 2 s', () => {
    const first = failing(fresh())
    expect([first.state, first.runAfter]).toEqual(['queued', 2000])
    const second = failing(first)
    expect([second.state, second.runAfter]).toEqual(['queued', 3000])
    const third = failing(second)
    expect([third.state, third.fault?.code]).toEqual(['failed', 'offline'])
  })

  test('a run that gets further each time never uses up its tries', () => {
    let job = fresh()
    for (let i = 1; i <= 9; i++) job = failing(job, fault('offline'), i / 10)
    expect([job.state, job.attempts]).toEqual(['queued', 1])
    for (let i = 0; i < 2; i++) job = failing(job, fault('offline'), 0.9)
    expect(job.state).toBe('failed')
  })

  test('faults that need a person, or can never pass, end the job at once', () => {
    expect(failing(fresh(), fault('storage-full')).state).toBe('failed')
    expect(failing(fresh(), fault('file-empty')).state).toBe('failed')
  })

  test('a person who tries again gives all tries back', () => {
    const ended = failing(fresh(), fault('storage-full'))
    expect(step(ended, { type: 'retry' })).toMatchObject({ state: 'queued', attempts: 0, fault: null })
  })

  test('a page that dies under the same job again and again stops starting it', () => {
    let job = fresh()
    for (let i = 0; i < MAX_LAPSES; i++) {
      job = step(job, EVENTS.claim) ?? job
      job = step(job, EVENTS.lapse) ?? job
    }
    expect([job.state, job.fault?.code]).toEqual(['failed', 'engine-crashed'])
  })
})

test('progress only goes forward', () => {
  const far = { ...IN_STATE.running, fraction: 0.8 }
  expect(step(far, EVENTS.renew)).toMatchObject({ fraction: 0.8, phase: 'decoding' })
  expect(step(IN_STATE.running, EVENTS.renew)).toMatchObject({ fraction: 0.5 })
})

test('random walks of a hundred thousand events never make an unsound job', () => {
  const random = randomOf(7)
  const types = Object.keys(EVENTS) as JobEvent['type'][]
  let ends = 0
  for (let walk = 0; walk < 1000; walk++) {
    let job = fresh()
    for (let i = 0; i < 100; i++) {
      const event = { ...EVENTS[pick(random, types)] }
      if ('hold' in event && random() < 0.8) event.hold = { owner: 'tab', token: job.claims }
      const next = step(job, event)
      if (!next) continue
      expectSound(next)
      expect(next.claims).toBeGreaterThanOrEqual(job.claims)
      expect(next.fraction).toBeGreaterThanOrEqual(job.fraction)
      if (isEnded(job.state)) expect(event.type).toBe('retry')
      if (isEnded(next.state)) ends++
      job = next
    }
  }
  expect(ends).toBeGreaterThan(1000)
})

test('however events come, a job’s story stays sound: runs are in order, tries counted, ends final', () => {
  const event = fc.record({
    type: fc.constantFrom(...(Object.keys(EVENTS) as JobEvent['type'][])),
    mine: fc.boolean(),
    later: fc.integer({ min: -5_000, max: 60_000 }),
    fault: fc.constantFrom(
      fault('offline'),
      fault('storage-full'),
      fault('file-empty'),
      fault('offline', { retryAfterMs: 9_000, service: 's' }),
      fault('service-shut', { service: 's' }),
    ),
    fraction: fc.float({ min: 0, max: 1, noNaN: true }),
  })
  fc.assert(
    fc.property(fc.array(event, { maxLength: 150 }), (events) => {
      let job = fresh()
      let now = 1_000_000
      let failures = 0
      for (const { mine, later, ...more } of events) {
        now += later
        const hold = { owner: 'tab', token: job.claims + (mine ? 0 : 1) }
        const next = step(job, { ...EVENTS[more.type], ...more, now, hold } as JobEvent)
        if (!next) continue
        expectSound(next)
        const patient = more.fault.retryAfterMs !== undefined || more.fault.code === 'service-shut'
        if (more.type === 'fail' && !patient) failures += 1
        expect([next.failures, next.runs.length <= RUNS_KEPT]).toEqual([failures, true])
        for (const run of next.runs) expect(run.endedAt).toBeGreaterThanOrEqual(run.startedAt)
        if (more.type === 'fail' && patient)
          expect([next.state, next.attempts]).toEqual(['queued', job.attempts])
        expect(next.attempts).toBeLessThanOrEqual(next.maxAttempts)
        job = next
      }
    }),
  )
})
