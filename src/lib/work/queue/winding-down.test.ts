import { describe, expect, test } from 'vitest'
import { fault } from '#lib/core/domain/fault.ts'
import type { Job } from '#lib/core/domain/job.ts'
import { newJob } from '#lib/core/jobs/new-job.ts'
import { trackOf } from '#tests/support/rows-of.ts'
import { QueueWorld } from '#tests/support/queue-world.ts'

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

describe('a task that does not hear', () => {
  test('keeps its place in the lane until it has stopped, and the same job does not start twice', async () => {
    const { made, tab } = await world()
    made.deaf = true
    await made.put(separate('a'), separate('b', { createdAt: 1 }))
    await tab.control.pause('a')
    await tab.control.resume('a')
    await made.clock.pass(0)
    expect(made.runs.length).toBe(1)
    made.run('a').fail(fault('interrupted'))
    await made.clock.pass(0)
    expect(made.runs.map((run) => run.jobId)).toEqual(['a', 'a'])
    expect((await made.job('a')).attempts).toBe(0)
  })

  test('does not run beside itself, even where its lane has room', async () => {
    const { made, tab } = await world()
    made.deaf = true
    await made.put(prepare('a'))
    await tab.control.pause('a')
    await tab.control.resume('a')
    await made.clock.pass(10_000)
    expect([made.runs.length, (await made.job('a')).state]).toEqual([1, 'queued'])
    made.run('a').succeed()
    await made.clock.pass(0)
    expect([made.runs.length, (await made.job('a')).state]).toEqual([2, 'running'])
  })

  test('does not run beside the same work asked for anew, and leaves its bytes to that', async () => {
    const { made, tab } = await world()
    made.deaf = true
    const model = (id: string) => newJob(id, { kind: 'get-model', modelId: 'htdemucs' }, 0)
    await made.put(model('a'))
    await tab.control.cancel('a')
    await made.put(model('b'))
    expect((await made.job('b')).state).toBe('queued')
    const freed = made.freed.length
    made.run('a').fail(fault('cancelled'))
    await made.clock.pass(0)
    expect(made.freed.length).toBe(freed)
    expect((await made.job('b')).state).toBe('running')
  })

  test('clears nothing away that another tab is making anew', async () => {
    const { made, tab } = await world()
    made.deaf = true
    const model = (id: string) => newJob(id, { kind: 'get-model', modelId: 'htdemucs' }, 0)
    await made.put(model('a'))
    tab.freeze()
    const next = await made.open('second')
    await made.clock.pass(30_000)
    await next.control.cancel('a')
    for (const run of made.runs.filter((one) => one.tab === next)) run.fail(fault('cancelled'))
    await made.put(model('b'))
    expect((await made.job('b')).lease?.owner).toBe('second')
    const freed = made.freed.length
    tab.thaw()
    for (const run of made.runs.filter((one) => one.tab === tab)) run.fail(fault('cancelled'))
    await made.clock.pass(0)
    expect(made.freed.length).toBe(freed)
  })

  test('cannot commit once its job was paused', async () => {
    const { made, tab } = await world()
    made.deaf = true
    await made.put(separate('j'))
    const { context } = made.run('j')
    await context.commit((at) => at.tracks.put(trackOf('before')))
    await tab.control.pause('j')
    const late = context.commit((at) => at.tracks.put(trackOf('late')))
    await expect(late).rejects.toMatchObject({ fault: { code: 'interrupted' } })
    expect((await made.write((at) => at.tracks.all())).map((track) => track.id)).toEqual(['before'])
  })
})
