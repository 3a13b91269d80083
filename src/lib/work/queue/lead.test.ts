import { expect, test } from 'vitest'
import { fault } from '#lib/core/domain/fault.ts'
import { newJob } from '#lib/core/jobs/new-job.ts'
import { trackOf } from '#tests/support/rows-of.ts'
import { QueueWorld } from '#tests/support/queue-world.ts'

const prepare = (id: string) => newJob(id, { kind: 'prepare', trackId: id }, 0)

async function twoTabs() {
  const world = new QueueWorld()
  return { world, first: await world.open('first'), second: await world.open('second') }
}

test('of two tabs one runs a job, whichever of them asked for it', async () => {
  const { world } = await twoTabs()
  await world.put(prepare('a'), prepare('b'))
  await world.clock.pass(30_000)
  expect(world.runs.map((run) => [run.jobId, run.tab.name])).toEqual([
    ['a', 'first'],
    ['b', 'first'],
  ])
})

test('a tab that dies gives its jobs to the other at once, and its own last word is not heard', async () => {
  const { world, first } = await twoTabs()
  await world.put(prepare('j'))
  const dead = world.run('j')
  first.kill()
  await world.clock.pass(100)
  expect(world.run('j').tab.name).toBe('second')
  expect(await world.job('j')).toMatchObject({ state: 'running', lapses: 1, lease: { owner: 'second' } })
  dead.succeed((at) => at.tracks.put(trackOf('wrong')))
  await world.clock.pass(0)
  world.run('j').succeed((at) => at.tracks.put(trackOf('right')))
  await world.clock.pass(0)
  expect((await world.write((at) => at.tracks.all())).map((track) => track.id)).toEqual(['right'])
})

test('a frozen tab loses its job within fifteen seconds and cannot finish it when it wakes', async () => {
  const { world, first } = await twoTabs()
  world.deaf = true
  await world.put(prepare('j'))
  const frozen = world.run('j')
  first.freeze()
  await world.clock.pass(15_000)
  const taken = world.run('j')
  expect(taken.tab.name).toBe('second')
  first.thaw()
  frozen.succeed((at) => at.tracks.put(trackOf('wrong')))
  await world.clock.pass(60_000)
  expect(await world.job('j')).toMatchObject({ state: 'running', claims: 2, lease: { owner: 'second' } })
  expect(await world.write((at) => at.tracks.all())).toEqual([])
  taken.succeed()
  await world.clock.pass(0)
  expect((await world.job('j')).state).toBe('done')
})

test('a frozen tab that nobody needs keeps its place', async () => {
  const { world, first } = await twoTabs()
  first.freeze()
  await world.clock.pass(60_000)
  first.thaw()
  await world.put(prepare('j'))
  expect(world.run('j').tab.name).toBe('first')
})

test('a live leader is never robbed, however long its job takes', async () => {
  const { world } = await twoTabs()
  await world.put(prepare('j'))
  await world.clock.pass(600_000)
  expect(world.runs.length).toBe(1)
  expect((await world.job('j')).claims).toBe(1)
})

test('the other tab pauses and cancels what this one runs', async () => {
  const { world, second } = await twoTabs()
  await world.put(prepare('a'), prepare('b'))
  await second.control.pause('a')
  await second.control.cancel('b')
  await world.clock.pass(0)
  expect(world.run('a').context.signal.reason).toBe('pause')
  expect(world.run('b').context.signal.reason).toBe('cancel')
})

test('a reload finds everything as it was left: paused stays paused, running goes on, waiting waits', async () => {
  const world = new QueueWorld()
  const before = await world.open('before')
  await world.put(prepare('a'), prepare('b'), prepare('c'))
  await before.control.pause('b')
  await world.clock.pass(0)
  world.run('a').fail(fault('offline'))
  await world.clock.pass(500)
  before.kill()
  await world.clock.pass(3_600_000)
  await world.open('after')
  expect((await world.job('a')).state).toBe('running')
  expect((await world.job('b')).state).toBe('paused')
  expect(await world.job('c')).toMatchObject({ state: 'running', lapses: 1 })
})

test('progress of the running tab reaches the other at no more than 4 Hz', async () => {
  const { world, second } = await twoTabs()
  await world.put(prepare('j'))
  const told: (number | undefined)[] = []
  second.bus.listen((all) => told.push(all.get('j')?.fraction))
  for (let i = 1; i <= 100; i++) {
    world.run('j').context.tick({ phase: 'decoding', fraction: i / 200, leftS: null })
    await world.clock.pass(20)
  }
  await world.clock.pass(250)
  expect(told.length).toBeGreaterThanOrEqual(8)
  expect(told.length).toBeLessThanOrEqual(9)
  expect(told.at(-1)).toBeGreaterThan(0.47)
  world.run('j').succeed()
  await world.clock.pass(250)
  expect(told.at(-1)).toBeUndefined()
})

test('a tab whose database a newer version took stops quietly: its jobs are not its own to give back', async () => {
  const world = new QueueWorld()
  const tab = await world.open('old')
  await world.put(prepare('j'))
  tab.rows.close()
  await expect(tab.stop()).resolves.toBeUndefined()
})
