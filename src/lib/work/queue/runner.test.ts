import { describe, expect, test } from 'vitest'
import { fault, FaultError } from '#lib/core/domain/fault.ts'
import type { Job } from '#lib/core/domain/job.ts'
import { newJob } from '#lib/core/jobs/new-job.ts'
import { separationOf, trackOf } from '#tests/support/rows-of.ts'
import { QueueWorld } from '#tests/support/queue-world.ts'
import { writeSettings } from '../settings-rows.ts'

const prepare = (id: string, more: Partial<Job> = {}) => ({
  ...newJob(id, { kind: 'prepare', trackId: id }, 0),
  ...more,
})
const separate = (id: string, more: Partial<Job> = {}) => ({
  ...newJob(
    id,
    { kind: 'separate', trackId: id, separationId: `s-${id}`, modelId: 'htdemucs', region: null },
    0,
  ),
  ...more,
})

async function world() {
  const made = new QueueWorld()
  return { made, tab: await made.open('first') }
}

describe('a job that is asked for', () => {
  test('starts at once and ends together with the rows of its task', async () => {
    const { made } = await world()
    await made.put(prepare('j'))
    expect(await made.job('j')).toMatchObject({ state: 'running', lease: { owner: 'first', token: 1 } })
    made.run('j').succeed((at) => at.tracks.put(trackOf('t')))
    await made.clock.pass(0)
    expect(await made.job('j')).toMatchObject({ state: 'done', lease: null, fraction: 1 })
    expect(await made.write((at) => at.tracks.get('t'))).toEqual(trackOf('t'))
  })

  test('is not done when the rows of its task cannot be written', async () => {
    const { made } = await world()
    await made.put(prepare('j'))
    made.run('j').succeed(async (at) => {
      await at.tracks.put(trackOf('t'))
      throw new FaultError(fault('storage-full'))
    })
    await made.clock.pass(5000)
    expect(await made.job('j')).toMatchObject({ state: 'failed', fault: { code: 'storage-full' } })
    expect(await made.write((at) => at.tracks.get('t'))).toBeNull()
  })

  test('waits while its lane is full, by priority and then by age', async () => {
    const { made } = await world()
    await made.put(
      separate('a', { createdAt: 1 }),
      separate('b', { createdAt: 2 }),
      separate('c', { createdAt: 3, priority: 1 }),
    )
    expect(made.runs.map((run) => run.jobId)).toEqual(['c'])
    made.run('c').succeed()
    await made.clock.pass(0)
    made.run('a').succeed()
    await made.clock.pass(0)
    expect(made.runs.map((run) => run.jobId)).toEqual(['c', 'a', 'b'])
  })

  test('runs beside others: two of prepare, three of download, one of processing', async () => {
    const { made } = await world()
    const model = (id: string) => newJob(id, { kind: 'get-model', modelId: id }, 0)
    await made.put(...['a', 'b', 'c'].map((id) => prepare(id)), separate('d'), separate('e'))
    await made.put(...['f', 'g', 'h', 'i'].map(model))
    expect(made.runs.map((run) => run.jobId).sort()).toEqual(['a', 'b', 'd', 'f', 'g', 'h'])
  })

  test('starts when what it depends on is done, and fails when that failed', async () => {
    const { made } = await world()
    await made.put(prepare('good'), prepare('bad'), separate('then', { dependsOn: ['good'] }))
    await made.put(separate('never', { dependsOn: ['bad'] }))
    made.run('good').succeed()
    made.run('bad').fail(fault('file-cut'))
    await made.clock.pass(0)
    expect((await made.job('then')).state).toBe('running')
    expect(await made.job('never')).toMatchObject({ state: 'failed', fault: { code: 'dependency-failed' } })
  })
})

describe('a job that fails', () => {
  test('is tried again after 1 s and 2 s, and then the song says why', async () => {
    const { made } = await world()
    await made.write((at) => at.tracks.put(trackOf('j', { state: 'arriving' })))
    await made.put(prepare('j'))
    for (const wait of [1000, 2000]) {
      made.run('j').fail(fault('engine-crashed'))
      await made.clock.pass(wait - 1)
      expect((await made.job('j')).state).toBe('queued')
      await made.clock.pass(1)
      expect((await made.job('j')).state).toBe('running')
    }
    made.run('j').fail(fault('engine-crashed'))
    await made.clock.pass(0)
    expect(await made.job('j')).toMatchObject({ state: 'failed', attempts: 3, claims: 3 })
    expect(await made.write((at) => at.tracks.get('j'))).toMatchObject({
      state: 'failed',
      fault: { code: 'engine-crashed' },
    })
  })

  test('is tried as often as a person said before it began; one with tries of its own has those', async () => {
    const { made } = await world()
    await made.write((at) => writeSettings(at, { tries: 4 }))
    await made.put(prepare('j'), prepare('own', { maxAttempts: 1 }))
    await made.write((at) => writeSettings(at, { tries: 2 }))
    for (const wait of [1000, 2000, 4000]) {
      made.run('j').fail(fault('engine-crashed'))
      await made.clock.pass(wait)
      expect((await made.job('j')).state).toBe('running')
    }
    for (const id of ['j', 'own']) made.run(id).fail(fault('engine-crashed'))
    await made.clock.pass(0)
    expect(await made.job('j')).toMatchObject({ state: 'failed', attempts: 4 })
    expect(await made.job('own')).toMatchObject({ state: 'failed', attempts: 1 })
  })

  test('by a mistake in its own task fails as unknown and holds up nobody', async () => {
    const { made } = await world()
    await made.put(separate('a'), separate('b', { createdAt: 1 }))
    made.run('a').succeed(async () => {
      throw new TypeError('a mistake')
    })
    await made.clock.pass(5000)
    expect(await made.job('a')).toMatchObject({ state: 'failed', fault: { code: 'unknown' } })
    expect((await made.job('b')).state).toBe('running')
  })
})

describe('a person', () => {
  test('pauses a running job: it stops, keeps its place on disk, and goes on when told', async () => {
    const { made, tab } = await world()
    await made.write((at) => at.separations.put(separationOf('s-j', 'j')))
    await made.put(separate('j'))
    const first = made.run('j')
    await tab.control.pause('j')
    await made.clock.pass(0)
    expect(first.context.signal.reason).toBe('pause')
    await made.clock.pass(60_000)
    expect((await made.job('j')).state).toBe('paused')
    expect(made.freed).toEqual([])
    await tab.control.resume('j')
    await made.clock.pass(0)
    expect(made.run('j')).not.toBe(first)
    expect(await made.job('j')).toMatchObject({ state: 'running', attempts: 0 })
  })

  test('cancels: the unfinished row goes at once, its bytes go when the task has stopped', async () => {
    const { made, tab } = await world()
    made.deaf = true
    await made.write((at) => at.separations.put(separationOf('s-j', 'j')))
    await made.put(separate('j'))
    await tab.control.cancel('j')
    await made.clock.pass(0)
    expect(made.run('j').context.signal.reason).toBe('cancel')
    expect(await made.write((at) => at.separations.all())).toEqual([])
    expect(made.freed).toEqual(['stems/s-j/'])
    made.run('j').fail(fault('cancelled'))
    await made.clock.pass(0)
    expect(made.freed).toEqual(['stems/s-j/', 'stems/s-j/'])
    expect((await made.job('j')).state).toBe('cancelled')
  })

  test('cancels a separation that was finished before: its stems stay', async () => {
    const { made, tab } = await world()
    await made.write((at) => at.separations.put(separationOf('s-j', 'j', { state: 'complete' })))
    await made.put(separate('j', { state: 'paused' }))
    await tab.control.cancel('j')
    await made.clock.pass(0)
    expect(made.freed).toEqual([])
    expect((await made.write((at) => at.separations.all())).length).toBe(1)
  })

  test('tries a failed job again, and what failed because of it comes along', async () => {
    const { made, tab } = await world()
    await made.write(async (at) => {
      await at.tracks.put(trackOf('a', { state: 'arriving' }))
      await at.tracks.put(trackOf('b'))
      await at.separations.put(separationOf('s-b', 'b'))
    })
    await made.put(prepare('a'), separate('b', { dependsOn: ['a'] }))
    made.run('a').fail(fault('file-unreadable'))
    await made.clock.pass(0)
    expect((await made.job('b')).state).toBe('failed')
    await tab.control.retry('a')
    await made.clock.pass(0)
    expect((await made.job('a')).state).toBe('running')
    expect((await made.job('b')).state).toBe('queued')
    expect((await made.write((at) => at.tracks.get('a')))?.state).toBe('arriving')
  })

  test('tries a cancelled separation again: its row stands again', async () => {
    const { made, tab } = await world()
    await made.write(async (at) => {
      await at.tracks.put(trackOf('j'))
      await at.separations.put(separationOf('s-j', 'j'))
    })
    await made.put(separate('j'))
    await tab.control.cancel('j')
    await made.clock.pass(0)
    await tab.control.retry('j')
    await made.clock.pass(0)
    expect((await made.job('j')).state).toBe('running')
    expect((await made.write((at) => at.separations.get('s-j')))?.frames).toBe(441_000)
  })

  test('asks for a model that failed before: what waited for it comes along', async () => {
    const { made, tab } = await world()
    const wish = { kind: 'get-model', modelId: 'htdemucs' } as const
    await made.write(async (at) => {
      await at.tracks.put(trackOf('j'))
      await at.separations.put(separationOf('s-j', 'j'))
    })
    await made.put(newJob('m', wish, 0), separate('j', { dependsOn: ['m'] }))
    made.run('m').fail(fault('model-not-served'))
    await made.clock.pass(0)
    expect((await made.job('j')).state).toBe('failed')
    expect(await tab.control.ask(wish)).toBe('m')
    await made.clock.pass(0)
    expect([(await made.job('m')).state, (await made.job('j')).state]).toEqual(['running', 'queued'])
    expect(await tab.control.ask(wish)).toBe('m')
  })

  test('clears what has ended, but not what a live job still depends on', async () => {
    const { made, tab } = await world()
    await made.put(prepare('old', { state: 'failed' }), prepare('need', { state: 'paused' }))
    await made.put(prepare('gone', { state: 'done' }), separate('live', { dependsOn: ['gone', 'need'] }))
    await tab.control.clearEnded()
    const left = await made.write((at) => at.jobs.all())
    expect(left.map((job) => job.id).sort()).toEqual(['gone', 'live', 'need'])
  })
})

test('the lease is renewed and the furthest point kept while a job runs', async () => {
  const { made } = await world()
  await made.put(prepare('j'))
  made.run('j').context.tick({ phase: 'decoding', fraction: 0.4, leftS: null })
  await made.clock.pass(60_000)
  const job = await made.job('j')
  expect(job).toMatchObject({ state: 'running', phase: 'decoding', fraction: 0.4, claims: 1 })
  expect((job.lease?.until ?? 0) - made.clock.now()).toBeGreaterThan(5_000)
})

test('a tab that stops gives its jobs back and leaves no timer behind', async () => {
  const { made, tab } = await world()
  await made.put(prepare('j'))
  await tab.stop()
  await made.clock.pass(0)
  expect(await made.job('j')).toMatchObject({ state: 'queued', attempts: 0, lapses: 0 })
  tab.bus.stop()
  expect(made.clock.waiting).toBe(0)
})
