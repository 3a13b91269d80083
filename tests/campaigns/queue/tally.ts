import { isEnded, type Job } from '#lib/core/domain/job.ts'
import { KINDS } from '#lib/core/jobs/kinds.ts'
import { LANES } from '#lib/core/jobs/lanes.ts'
import { LEASE_MS } from '#lib/core/jobs/lease.ts'
import type { OnEnd } from '#lib/work/registry.ts'
import { readSettings } from '#lib/work/settings-rows.ts'
import { sweep } from '#lib/work/sweep.ts'
import { MemoryRows } from '#lib/platform/storage/memory-rows.ts'
import type { QueueWorld } from '#tests/support/queue-world.ts'
import { bytesOf, overrunOf } from './runs.ts'

/** The highest a lane was ever allowed to be in a course; a lowered limit stops nothing that runs. */
export const MOST = 4

function must(held: boolean, what: string, about: unknown): void {
  if (!held) throw new Error(`${what}: ${JSON.stringify(about)}`)
}

const endsOf = (jobId: string) => `ends:${jobId}`

/** Counts the ends of each job in the rows themselves, so that an end that was rolled back is not counted. */
export const countEnd: OnEnd = async (job, { settings }) => {
  const row = await settings.get(endsOf(job.id))
  await settings.put({ key: endsOf(job.id), value: Number(row?.value ?? 0) + 1 })
}

/** What happened in a course that the rows do not say. */
export class Past {
  /** How far the clock was set back, all told, in ms. */
  setBack = 0
  /** Each revival gives a job one more end to have. */
  readonly #more = new Map<string, number>()

  revived(ids: readonly string[]): void {
    for (const id of ids) this.#more.set(id, (this.#more.get(id) ?? 0) + 1)
  }

  livesOf(id: string): number {
    return this.#more.get(id) ?? 0
  }
}

/** What must hold at every moment. */
export async function checkMoment(world: QueueWorld, past: Past): Promise<void> {
  const { jobs, numbers } = await world.write(async (at) => {
    const rows = await at.settings.all()
    return { jobs: await at.jobs.all(), numbers: new Map(rows.map((row) => [row.key, Number(row.value)])) }
  })
  const running = jobs.filter((job) => job.state === 'running')
  for (const lane of LANES) {
    const here = running.filter((job) => KINDS[job.kind].lane === lane)
    must(here.length <= MOST, `more of ${lane} than ever allowed`, here)
  }
  must(running.filter((job) => KINDS[job.kind].engine).length <= 1, 'two hold the engine', running)
  for (const job of jobs) {
    must((job.lease !== null) === (job.state === 'running'), 'a lease and running are one', job)
    must((job.endedAt !== null) === isEnded(job.state), 'an end and its time are one', job)
    must((job.lease?.until ?? 0) <= world.clock.now() + LEASE_MS + past.setBack, 'a lease for too long', job)
    const lived = (numbers.get(endsOf(job.id)) ?? 0) - (isEnded(job.state) ? 1 : 0)
    const lives = past.livesOf(job.id)
    must(!numbers.has(overrunOf(job.id)), 'a run wrote whose job was not its own any more', job)
    must(lived === lives, 'a job ends once in each life', { job, lived, lives })
  }
  checkRuns(world)
}

/** Of the runs that may still write, there is one a job: the fence keeps the others out. */
function checkRuns(world: QueueWorld): void {
  const open = world.runs.filter((run) => !run.settled && run.context.signal.reason !== 'lost')
  const names = open.map((run) => `${run.jobId} in ${run.tab.name}`)
  must(names.length === new Set(names).size, 'two runs of one job in one tab', names)
}

/** What must hold when all work has come to rest. */
export async function checkEnd(world: QueueWorld, past: Past): Promise<number> {
  await checkMoment(world, past)
  const rows = new MemoryRows(world.disk)
  await sweep(rows, world.blobs)
  const { jobs, tracks, separations, models } = await rows.read(
    ['jobs', 'tracks', 'separations', 'models'],
    async (at) => ({
      jobs: await at.jobs.all(),
      tracks: new Map((await at.tracks.all()).map((row) => [row.id, row])),
      separations: new Map((await at.separations.all()).map((row) => [row.id, row])),
      models: new Map((await at.models.all()).map((row) => [row.id, row])),
    }),
  )
  for (const job of jobs) must(isEnded(job.state), 'a job never ended', job)
  const isWhole = ({ wish, state }: Job) => {
    if (wish.kind === 'prepare') return [tracks.get(wish.trackId)?.state === 'ready', state] as const
    if (wish.kind === 'separate')
      return [separations.get(wish.separationId)?.state === 'complete', state] as const
    if (wish.kind === 'get-model') return [models.get(wish.modelId)?.state === 'ready', state] as const
    return [state === 'done', state] as const
  }
  for (const job of jobs) {
    const [whole, state] = isWhole(job)
    must(whole || state !== 'done', 'done, and its row does not say so', job)
    const missing = []
    for (const key of whole ? bytesOf(job) : []) if (!(await world.blobs.has(key))) missing.push(key)
    must(missing.length === 0, 'a row without its bytes', { job, missing })
  }
  await checkOrphans(world, rows)
  return jobs.filter((job) => job.state === 'done').length
}

async function checkOrphans(world: QueueWorld, rows: MemoryRows): Promise<void> {
  must((await sweep(rows, world.blobs)).length === 0, 'bytes without a row', await world.blobs.keys(''))
  const { limits } = await rows.read(['settings'], readSettings)
  must(
    Object.values(limits).every((places) => places >= 1),
    'a lane without a place',
    limits,
  )
}
