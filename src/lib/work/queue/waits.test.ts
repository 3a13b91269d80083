import { describe, expect, test } from 'vitest'
import { fault } from '#lib/core/domain/fault.ts'
import { NO_CONDITIONS, type Job } from '#lib/core/domain/job.ts'
import { done, failed } from '#lib/core/domain/outcome.ts'
import { BREAKER_MS } from '#lib/core/jobs/breaker.ts'
import { newJob } from '#lib/core/jobs/new-job.ts'
import { QueueWorld } from '#tests/support/queue-world.ts'

const model = (id: string, more: Partial<Job> = {}): Job => ({
  ...newJob(id, { kind: 'get-model', modelId: id }, 0),
  ...more,
})
const HOUR = 3_600_000
const DOWN = fault('model-unreachable', { service: 's' })

async function world(...jobs: Job[]) {
  const made = new QueueWorld()
  const tab = await made.open('first')
  await made.put(...jobs)
  return { made, tab }
}

describe('a service that says when to come back', () => {
  test('is asked again then, whatever tab and however often, and it costs no try', async () => {
    const { made, tab } = await world(model('m'))
    for (let i = 0; i < 5; i++) {
      made.run('m').fail({ ...DOWN, retryAfterMs: 40_000 })
      await made.clock.pass(39_999)
      expect(await made.job('m')).toMatchObject({ state: 'queued', attempts: 0, failures: 0 })
      await made.clock.pass(1)
      expect((await made.job('m')).state).toBe('running')
    }
    made.run('m').fail({ ...DOWN, retryAfterMs: 40_000 })
    await made.clock.pass(20_000)
    tab.kill()
    await made.open('second')
    await made.clock.pass(19_000)
    expect((await made.job('m')).state).toBe('queued')
    await made.clock.pass(1_000)
    expect(await made.job('m')).toMatchObject({ state: 'running', attempts: 0, claims: 7 })
  })

  test('makes other jobs that are known to need it wait too', async () => {
    const { made } = await world(model('m'))
    made.run('m').fail({ ...DOWN, retryAfterMs: 40_000 })
    await made.clock.pass(0)
    await made.put(model('n', { service: 's' }), model('o'))
    expect([(await made.job('n')).state, (await made.job('o')).state]).toEqual(['queued', 'running'])
    await made.clock.pass(40_000)
    expect((await made.job('n')).state).toBe('running')
  })

  test('does not keep a fault from ending the job that can never pass', async () => {
    const { made } = await world(model('m'))
    made.run('m').fail(fault('model-not-served', { service: 's', retryAfterMs: 1_000 }))
    await made.clock.pass(0)
    expect((await made.job('m')).state).toBe('failed')
  })
})

describe('a service that fails', () => {
  /** Fails runs of s until its breaker opens; `m` has had its two, `n` its three tries. */
  async function shut() {
    const { made, tab } = await world(model('m', { maxAttempts: 9 }))
    for (let i = 0; i < 5; i++) {
      made.run('m').fail(DOWN)
      await made.clock.pass(20)
      if (i < 4) await made.clock.pass(20_000)
    }
    return { made, tab }
  }
  const row = (made: QueueWorld) => made.write((at) => at.breakers.get('s'))

  test('is left alone after five failures, by jobs old and new, and that costs them no try', async () => {
    const { made } = await shut()
    expect(await row(made)).toMatchObject({ state: 'open', failures: 5 })
    const runs = made.runs.length
    await made.put(model('n', { service: 's' }))
    await made.clock.pass(BREAKER_MS - 2_000)
    expect(made.runs.length).toBe(runs)
    expect(await made.job('n')).toMatchObject({ state: 'queued', attempts: 0 })
    expect(await made.job('m')).toMatchObject({ attempts: 5 })
  })

  test('is tried by one job, and by all once it answers', async () => {
    const { made } = await shut()
    await made.put(model('n', { service: 's' }), model('o', { service: 's' }))
    await made.clock.pass(BREAKER_MS)
    const states = async () => Promise.all(['m', 'n', 'o'].map(async (id) => (await made.job(id)).state))
    expect((await states()).filter((state) => state === 'running').length).toBe(1)
    const trial = made.runs.at(-1)
    expect(await trial?.context.call('s', async () => done('yes'))).toEqual(done('yes'))
    await made.clock.pass(1_000)
    expect(await states()).toEqual(['running', 'running', 'running'])
  })

  test('a task that calls while it is shut hands that on: the job waits, burns nothing, and goes on by itself', async () => {
    const { made, tab } = await shut()
    await made.put(model('n'))
    const run = made.run('n')
    let reached = 0
    const outcome = await run.context.call('s', async () => {
      reached++
      return done('yes')
    })
    expect([reached, outcome]).toMatchObject([0, { fault: { code: 'service-shut' } }])
    run.fail(outcome.ok ? DOWN : outcome.fault)
    await made.clock.pass(5_000)
    expect(await made.job('n')).toMatchObject({ state: 'queued', attempts: 0, failures: 0, service: 's' })
    await tab.control.cancel('m')
    await made.clock.pass(BREAKER_MS + 10_000)
    expect((await made.job('n')).claims).toBeGreaterThan(1)
  })

  test('what a call has counted is not counted again at the end', async () => {
    const { made } = await world(model('m'))
    const { context } = made.run('m')
    await context.call('s', async () => failed(DOWN))
    made.run('m').fail(DOWN)
    await made.clock.pass(0)
    expect(await row(made)).toMatchObject({ failures: 1 })
  })
})

describe('conditions', () => {
  test('a job waits for its hour, for mains and for a free network, and starts within a second of it', async () => {
    const { made, tab } = await world()
    await made.device({ metered: true, charging: false })
    const at = made.clock.now() + 2 * HOUR
    await made.put(
      model('hour', { conditions: { ...NO_CONDITIONS, notBefore: at } }),
      model('mains', { conditions: { ...NO_CONDITIONS, charging: true } }),
      model('free', { conditions: { ...NO_CONDITIONS, unmetered: true } }),
    )
    const states = async () =>
      Promise.all(['hour', 'mains', 'free'].map(async (id) => (await made.job(id)).state))
    expect(await states()).toEqual(['queued', 'queued', 'queued'])
    await made.device({ charging: true })
    expect(await states()).toEqual(['queued', 'running', 'queued'])
    await made.device({ metered: false })
    expect(await states()).toEqual(['queued', 'running', 'running'])
    await made.clock.pass(2 * HOUR + 1_000)
    expect(await states()).toEqual(['running', 'running', 'running'])
    expect(await tab.control.schedule({ all: true }, { unmetered: true })).toHaveLength(3)
  })

  test('a running job stops when they end, keeps its tries, and goes on when they come back', async () => {
    const { made, tab } = await world(model('m'))
    const run = made.run('m')
    await tab.control.schedule('m', { charging: true })
    await made.device({ charging: false })
    await made.clock.pass(0)
    expect([run.context.signal.reason, (await made.job('m')).state]).toEqual(['pause', 'queued'])
    await made.device({ charging: true })
    await made.clock.pass(0)
    expect(await made.job('m')).toMatchObject({ state: 'running', attempts: 0, lapses: 0 })
  })

  test('without a network, what needs one waits and the rest goes on', async () => {
    const { made } = await world()
    await made.device({ online: false, siteReachable: false })
    await made.put(model('m'), newJob('p', { kind: 'prepare', trackId: 't' }, 0))
    expect([(await made.job('m')).state, (await made.job('p')).state]).toEqual(['queued', 'running'])
    await made.device({ online: true, siteReachable: true })
    expect((await made.job('m')).state).toBe('running')
  })
})

describe('a clock that is set', () => {
  for (const [how, jump] of [
    ['back an hour', -HOUR],
    ['ahead a day', 24 * HOUR],
  ] as const) {
    test(`${how}: a wait is as long as it was meant to be, twice at the most`, async () => {
      const { made, tab } = await world(model('m'))
      made.run('m').fail({ ...DOWN, retryAfterMs: 10_000 })
      await made.clock.pass(1_000)
      made.clock.jump(jump)
      await made.clock.pass(20_000)
      expect((await made.job('m')).state).toBe('running')
      // And in a tab that knows nothing of the time before.
      made.run('m').fail({ ...DOWN, retryAfterMs: 10_000 })
      await made.clock.pass(1_000)
      tab.kill()
      made.clock.jump(jump)
      await made.open('second')
      await made.clock.pass(10_000)
      expect((await made.job('m')).state).toBe('running')
    })

    test(`${how}: a job that runs goes on running, alone`, async () => {
      const { made } = await world(model('m'))
      await made.open('second')
      made.clock.jump(jump)
      await made.clock.pass(60_000)
      expect(await made.job('m')).toMatchObject({ state: 'running', claims: 1 })
      made.run('m').succeed()
      await made.clock.pass(0)
      expect((await made.job('m')).state).toBe('done')
    })

    test(`${how}: the job of a tab that died is taken up within ten seconds, also without locks`, async () => {
      const made = new QueueWorld()
      made.locks = false
      const tab = await made.open('first')
      await made.put(model('m'))
      await made.clock.pass(5_000)
      tab.kill()
      made.clock.jump(jump)
      await made.open('second')
      await made.clock.pass(13_000)
      expect(await made.job('m')).toMatchObject({ state: 'running', claims: 2, lease: { owner: 'second' } })
    })

    test(`${how}: a service that was shut is tried again within its thirty seconds`, async () => {
      const { made } = await world(model('m', { maxAttempts: 9 }))
      for (let i = 0; i < 5; i++) {
        made.run('m').fail(DOWN)
        await made.clock.pass(i < 4 ? 20_000 : 0)
      }
      const runs = made.runs.length
      made.clock.jump(jump)
      await made.clock.pass(BREAKER_MS + 20_000)
      expect(made.runs.length).toBeGreaterThan(runs)
    })
  }

  test('what it did is no work: a job’s time in its phases does not grow by it', async () => {
    const { made } = await world(model('m'))
    await made.clock.pass(2_000)
    made.clock.jump(24 * HOUR)
    await made.clock.pass(6_000)
    made.clock.jump(-HOUR)
    await made.clock.pass(6_000)
    made.run('m').context.weigh({ in: 5 })
    made.run('m').succeed()
    await made.clock.pass(0)
    const { phaseMs, bytesIn, runs } = await made.job('m')
    expect(Object.values(phaseMs).reduce((sum, ms) => sum + ms, 0)).toBeLessThan(15_000)
    expect([bytesIn, runs.map((run) => run.how)]).toEqual([5, ['done']])
    for (const run of runs) expect(run.endedAt).toBeGreaterThanOrEqual(run.startedAt)
  })
})
