import { NO_CONDITIONS, type Job, type JobWish } from '#lib/core/domain/job.ts'
import { LANES, type Lane } from '#lib/core/jobs/lanes.ts'
import { newJob } from '#lib/core/jobs/new-job.ts'
import type { Scope } from '#lib/core/jobs/scope.ts'
import { insertJob } from '#lib/work/queue/insert.ts'
import { newSeparation } from '#lib/work/queue/new-separation.ts'
import { prefixesOf, putBack, takeOut } from '#lib/work/removal.ts'
import { readSettings, writeSettings } from '#lib/work/settings-rows.ts'
import type { QueueWorld, Tab } from '#tests/support/queue-world.ts'
import { pick } from '#tests/support/random.ts'
import { trackOf } from '#tests/support/rows-of.ts'
import { fail, MODEL_ID, succeed, work } from './runs.ts'
import { MOST, type Past } from './tally.ts'

/** What acts play on. */
export interface Stage {
  readonly random: () => number
  readonly world: QueueWorld
  readonly past: Past
  readonly live: Tab[]
  readonly frozen: Tab[]
  name(of: string): string
  jobs(): Promise<Job[]>
}

type Act = (course: Stage) => Promise<void>

const HOUR = 3_600_000

/** A song comes in: its preparation, its separation and its analysis side by side, and perhaps the model first. */
const song: Act = async (course) => {
  const { random, world } = course
  const id = course.name('song')
  const track = trackOf(id, { state: 'arriving', album: pick(random, ['', 'A', 'B']) })
  await world.write(async (at) => {
    await at.tracks.put(track)
    const put = async (wish: JobWish, more: Partial<Job> = {}) => {
      const batchId = pick(random, [null, 'x', 'y'])
      return (
        await insertJob(at, {
          ...newJob(course.name(wish.kind), wish, world.clock.now(), { batchId }),
          ...more,
        })
      ).id
    }
    const needs = [await put({ kind: 'prepare', trackId: id })]
    if (random() < 0.5)
      needs.push(await put({ kind: 'get-model', modelId: MODEL_ID }, { onlyForOthers: true }))
    const wish = {
      kind: 'separate',
      trackId: id,
      separationId: `s-${id}`,
      modelId: MODEL_ID,
      region: null,
    } as const
    await at.separations.put(newSeparation(wish, track, world.clock.now()))
    await put(wish, {
      dependsOn: needs,
      canDoWithout: random() < 0.2 ? needs : [],
      priority: Math.floor(random() * 3),
    })
    const features: [] = []
    await put(
      { kind: 'analyse', trackId: id, source: 'mix', features, mode: 'quick' },
      { dependsOn: needs.slice(0, 1) },
    )
  })
}

const runs = (course: Stage) => course.world.runs.filter((run) => !run.settled)

const onRun =
  (act: (course: Stage, run: ReturnType<typeof runs>[number]) => Promise<void> | void): Act =>
  async (course) => {
    const open = runs(course)
    if (open.length > 0) await act(course, pick(course.random, open))
  }

const onTab =
  (act: (course: Stage, tab: Tab) => Promise<void>): Act =>
  async (course) => {
    // A word that the disk refused is one that was not said.
    if (course.live.length > 0) await act(course, pick(course.random, course.live)).catch(() => undefined)
  }

/** A person's word on one job, several, an album, a batch or all. */
const word = onTab(async (course, { control }) => {
  const { random } = course
  const ids = (await course.jobs()).map((job) => job.id)
  if (ids.length === 0) return
  const one = () => pick(random, ids)
  const scopes: Scope[] = [
    one(),
    one(),
    one(),
    { jobs: [one(), one()] },
    { album: 'tags/artist/a' },
    { batch: 'x' },
    { all: true },
  ]
  const scope = pick(random, scopes)
  const name = pick(random, [
    'pause',
    'resume',
    'resume',
    'cancel',
    'retry',
    'retry',
    'move',
    'schedule',
    'hold',
    'clear',
  ] as const)
  if (name === 'retry') course.past.revived(await control.retry(scope))
  else if (name === 'move')
    await control.move(scope, pick(random, ['first', 'last', { before: one() }] as const))
  else if (name === 'hold') await control.hold(random() < 0.4)
  else if (name === 'clear') await control.clearEnded()
  else if (name === 'schedule') {
    const notBefore = random() < 0.5 ? 0 : course.world.clock.now() + random() * 60_000
    await control.schedule(
      scope,
      pick(random, [NO_CONDITIONS, { notBefore }, { charging: true }, { unmetered: true }]),
    )
  } else await control[name](scope)
})

const limits = onTab(async ({ random }, { rows }) => {
  const lane: Lane = pick(random, LANES)
  await rows.write(['settings'], async (tables) => {
    const now = await readSettings(tables)
    await writeSettings(tables, { limits: { ...now.limits, [lane]: 1 + Math.floor(random() * MOST) } })
  })
})

/** A song is removed while anything may be going on, and perhaps put back. */
const removal = onTab(async ({ random, world }, tab) => {
  const tracks = await world.write((at) => at.tracks.all())
  if (tracks.length === 0) return
  const stamp = { now: world.clock.now(), newId: () => `act-${random()}` }
  const removed = await takeOut(tab.rows, [pick(random, tracks).id], stamp)
  await world.clock.pass(random() * 12_000)
  const out = random() < 0.5 ? await putBack(tab.rows, removed, stamp) : removed
  await world.free(prefixesOf(out))
  await tab.control.endUnneeded()
})

const open: Act = async (course) => {
  if (course.live.length < 4) course.live.push(await course.world.open(course.name('tab')))
}

const leave = (how: (course: Stage, tab: Tab) => Promise<void> | void): Act =>
  onTab(async (course, tab) => {
    course.live.splice(course.live.indexOf(tab), 1)
    await how(course, tab)
  })

const thaw: Act = async (course) => {
  const tab = course.frozen.pop()
  tab?.thaw()
  if (tab) course.live.push(tab)
}

const clock: Act = async ({ random, world, past }) => {
  const ms = random() < 0.5 ? -random() * HOUR : random() * 24 * HOUR
  const whole = Math.round(ms)
  past.setBack += Math.max(0, -whole)
  world.clock.jump(whole)
}

const device: Act = ({ random, world }) =>
  world.device({
    online: random() < 0.8,
    siteReachable: random() < 0.8,
    metered: pick(random, [null, true, false]),
    charging: pick(random, [null, true, false]),
  })

/** Everything that may happen, and how often beside the others. */
export const ACTS: readonly [weight: number, act: Act][] = [
  [5, song],
  [6, onRun((course, run) => succeed(course.world, run))],
  [3, onRun((course, run) => fail(run, course.random))],
  [4, onRun((course, run) => work(course.world, run, course.random))],
  [7, word],
  [1, limits],
  [1, removal],
  [3, open],
  [1, leave((_, tab) => tab.kill())],
  [1, leave((_, tab) => tab.stop())],
  [
    1,
    leave((course, tab) => {
      tab.freeze()
      course.frozen.push(tab)
    }),
  ],
  [1, thaw],
  [1, clock],
  [1, device],
  [
    2,
    onTab(async ({ random, world }, { around }) =>
      around.look(
        pick(random, [null, ...(await world.write((at) => at.tracks.all())).map((track) => track.id)]),
      ),
    ),
  ],
  [2, ({ random, world }) => world.clock.pass(random() * 40_000)],
]
