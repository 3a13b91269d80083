import { describe, expect, test } from 'vitest'
import { albumKeyOf } from '#lib/core/domain/album-key.ts'
import { fault } from '#lib/core/domain/fault.ts'
import type { Job } from '#lib/core/domain/job.ts'
import { newJob } from '#lib/core/jobs/new-job.ts'
import { separationOf, trackOf } from '#tests/support/rows-of.ts'
import { QueueWorld } from '#tests/support/queue-world.ts'
import { readSettings, writeSettings } from '../settings-rows.ts'

const prepare = (id: string, more: Partial<Job> = {}): Job => ({
  ...newJob(id, { kind: 'prepare', trackId: id }, 0),
  ...more,
})
const separate = (id: string, more: Partial<Job> = {}): Job => ({
  ...newJob(
    id,
    { kind: 'separate', trackId: id, separationId: `s-${id}`, modelId: 'htdemucs', region: null },
    0,
  ),
  ...more,
})
const model = (id: string, more: Partial<Job> = {}): Job => ({
  ...newJob(id, { kind: 'get-model', modelId: 'htdemucs' }, 0),
  ...more,
})

async function world(...jobs: Job[]) {
  const made = new QueueWorld()
  const tab = await made.open('first')
  await made.put(...jobs)
  const states = async () =>
    Object.fromEntries((await made.write((at) => at.jobs.all())).map((job) => [job.id, job.state]))
  return { made, tab, states, control: tab.control }
}

describe('a word on many jobs', () => {
  test('reaches those of an album, however its tags are written, and no other', async () => {
    const { made, control, states } = await world(prepare('a'), prepare('b'), prepare('c'), model('m'))
    const tags = { album: 'Night Bus', artist: 'Ensemble' }
    await made.write(async (at) => {
      await at.tracks.put(trackOf('a', tags))
      await at.tracks.put(trackOf('b', { ...tags, album: 'night  bus ' }))
      await at.tracks.put(trackOf('c', { ...tags, album: 'Another' }))
    })
    const album = albumKeyOf(trackOf('a', tags)) ?? ''
    expect((await control.pause({ album })).sort()).toEqual(['a', 'b'])
    expect(await states()).toMatchObject({ a: 'paused', b: 'paused', c: 'queued', m: 'running' })
    expect((await control.resume({ album })).sort()).toEqual(['a', 'b'])
    await made.clock.pass(0)
    expect(Object.values(await states())).not.toContain('paused')
  })

  test('reaches those of a batch, those that are named, and all', async () => {
    const { control, states } = await world(
      prepare('a', { batchId: 'x' }),
      prepare('b', { batchId: 'x' }),
      prepare('c'),
    )
    expect((await control.pause({ batch: 'x' })).sort()).toEqual(['a', 'b'])
    expect(await control.pause({ jobs: ['c', 'nowhere'] })).toEqual(['c'])
    expect((await control.resume({ all: true })).sort()).toEqual(['a', 'b', 'c'])
    expect((await control.cancel({ all: true })).sort()).toEqual(['a', 'b', 'c'])
    expect(new Set(Object.values(await states()))).toEqual(new Set(['cancelled']))
  })

  test('tries again what failed; what a person cancelled only when it is named', async () => {
    const { made, control, states } = await world(prepare('a'), prepare('b'))
    await made.write(async (at) => {
      await at.tracks.put(trackOf('a', { state: 'arriving' }))
      await at.tracks.put(trackOf('b', { state: 'arriving' }))
    })
    made.run('a').fail(fault('file-unreadable'))
    await control.cancel('b')
    await made.clock.pass(0)
    expect(await states()).toEqual({ a: 'failed', b: 'cancelled' })
    expect(await control.retry({ all: true })).toEqual(['a'])
    expect(await control.retry({ jobs: ['a', 'b'] })).toEqual(['b'])
  })

  test('goes on also with what a resumed job needs', async () => {
    const { control, states } = await world(
      model('m', { state: 'paused' }),
      separate('s', { state: 'paused', dependsOn: ['m'] }),
    )
    expect((await control.resume('s')).sort()).toEqual(['m', 's'])
    expect(await states()).toMatchObject({ s: 'queued' })
  })
})

describe('everything held', () => {
  test('stops what runs, starts nothing, outlives every tab, and loses no pause', async () => {
    const { made, tab, control, states } = await world(
      prepare('a'),
      prepare('b', { state: 'paused' }),
      separate('s'),
    )
    const run = made.run('s')
    await control.hold(true)
    await made.clock.pass(0)
    expect(run.context.signal.reason).toBe('pause')
    expect(await states()).toEqual({ a: 'queued', b: 'paused', s: 'queued' })
    tab.kill()
    const next = await made.open('second')
    await made.put(prepare('new'))
    await made.clock.pass(60_000)
    expect(await states()).toEqual({ a: 'queued', b: 'paused', s: 'queued', new: 'queued' })
    await next.control.hold(false)
    await made.clock.pass(0)
    expect(await states()).toEqual({ a: 'running', b: 'paused', s: 'running', new: 'running' })
    expect(await made.job('s')).toMatchObject({ attempts: 0, lapses: 0, failures: 0 })
  })
})

describe('limits', () => {
  test('count at once, when raised and when lowered, and not less than one', async () => {
    const { made, states } = await world(prepare('a'), prepare('b'), prepare('c'), prepare('d'))
    const running = async () => Object.values(await states()).filter((state) => state === 'running').length
    const set = async (places: number) => {
      await made.write(async (at) => {
        const { limits } = await readSettings(at)
        await writeSettings(at, { limits: { ...limits, prepare: places } })
      })
      await made.clock.pass(0)
    }
    expect(await running()).toBe(2)
    await set(3)
    expect(await running()).toBe(3)
    await set(1)
    expect(await running()).toBe(3)
    for (const id of ['a', 'b', 'c']) made.run(id).succeed()
    await made.clock.pass(0)
    expect(await running()).toBe(1)
    await set(0)
    expect((await made.write(readSettings)).limits.prepare).toBe(1)
  })
})

describe('cancelling', () => {
  test('a separation that waits for its model ends the download that is there only for it', async () => {
    const { made, control, states } = await world(
      model('m', { onlyForOthers: true }),
      separate('s', { dependsOn: ['m'] }),
    )
    expect((await control.cancel('s')).sort()).toEqual(['m', 's'])
    await made.clock.pass(0)
    expect(await states()).toEqual({ m: 'cancelled', s: 'cancelled' })
    expect(made.run('m').context.signal.reason).toBe('cancel')
    expect(made.freed.some((prefix) => prefix.startsWith('model/'))).toBe(true)
  })

  test('leaves the download to another who needs it, and to a person who asked for it', async () => {
    const { made, control, states } = await world(
      model('m', { onlyForOthers: true }),
      separate('s', { dependsOn: ['m'] }),
      separate('t', { dependsOn: ['m'], state: 'paused' }),
    )
    await control.cancel('s')
    expect(await states()).toMatchObject({ m: 'running', t: 'paused' })
    expect(await control.ask({ kind: 'get-model', modelId: 'htdemucs' })).toBe('m')
    await control.cancel('t')
    expect(await states()).toMatchObject({ m: 'running', t: 'cancelled' })
    await made.clock.pass(0)
    expect(made.run('m').context.signal.aborted).toBe(false)
  })

  test('what a song needs ends the song’s other work as cancelled, and trying again brings all of it back', async () => {
    const { made, control, states } = await world(prepare('p'), separate('s', { dependsOn: ['p'] }))
    await made.write(async (at) => {
      await at.tracks.put(trackOf('p', { state: 'arriving' }))
      await at.tracks.put(trackOf('s'))
      await at.separations.put(separationOf('s-s', 's'))
    })
    await control.cancel('p')
    await made.clock.pass(0)
    expect(await states()).toEqual({ p: 'cancelled', s: 'cancelled' })
    expect(await made.write((at) => at.separations.all())).toEqual([])
    expect(made.freed).toContain('stems/s-s/')
    expect((await control.retry('p')).sort()).toEqual(['p', 's'])
    expect(await made.write((at) => at.separations.all())).toHaveLength(1)
  })

  test('of a removed song, once it is gone for good', async () => {
    const { made, control, states } = await world(
      model('m', { onlyForOthers: true }),
      separate('s', { dependsOn: ['m'] }),
    )
    await made.write((at) => at.jobs.remove('s'))
    await control.endUnneeded()
    expect(await states()).toEqual({ m: 'cancelled' })
  })

  test('tells of every end in the transaction that writes it', async () => {
    const { made, control } = await world(
      prepare('a'),
      prepare('b'),
      separate('s', { dependsOn: ['b'] }),
      model('m'),
    )
    await made.write((at) => at.separations.put(separationOf('s-s', 's')))
    made.run('a').succeed()
    made.run('b').fail(fault('file-cut'))
    await control.cancel('m')
    await made.clock.pass(0)
    expect(made.ended.toSorted()).toEqual([
      ['a', 'done'],
      ['b', 'failed'],
      ['m', 'cancelled'],
      ['s', 'failed'],
    ])
  })
})

describe('a person’s order', () => {
  const one = { limits: { prepare: 1 } }
  async function line(...ids: string[]) {
    const jobs = ids.map((id, i) => prepare(id, { createdAt: i }))
    const made = await world(prepare('now', { createdAt: -1 }))
    await made.made.write(async (at) => {
      const { limits } = await readSettings(at)
      await writeSettings(at, { limits: { ...limits, ...one.limits } })
    })
    await made.made.put(...jobs)
    /** The order in which they run, one after the other. */
    const order = async () => {
      const ran: string[] = []
      for (let last = 'now'; ran.length < ids.length; ran.push(last)) {
        made.made.run(last).succeed()
        await made.made.clock.pass(0)
        last = made.made.runs.at(-1)?.jobId ?? ''
      }
      return ran.join('')
    }
    return { ...made, order }
  }

  test('is the order in which they run', async () => {
    const { control, order } = await line('a', 'b', 'c', 'd', 'e')
    await control.move('e', 'first')
    await control.move('a', 'last')
    await control.move('d', { before: 'c' })
    expect(await order()).toBe('ebdca')
  })

  test('holds also for several moved at once, and over again', async () => {
    const { control, order } = await line('a', 'b', 'c', 'd', 'e')
    expect(await control.move({ jobs: ['e', 'c'] }, { before: 'b' })).toEqual(['c', 'e'])
    for (let i = 0; i < 120; i++) await control.move(i % 2 ? 'b' : 'd', { before: 'e' })
    expect(await order()).toBe('acdbe')
  })

  test('goes before what somebody looks at; what nobody moved comes after that', async () => {
    const { control, order, tab } = await line('a', 'b', 'c', 'd')
    tab.around.look('c')
    await control.move('d', 'first')
    expect(await order()).toBe('dcab')
  })
})
