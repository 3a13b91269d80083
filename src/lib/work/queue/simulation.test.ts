import { expect, test } from 'vitest'
import { fault } from '#lib/core/domain/fault.ts'
import { isEnded, type Job } from '#lib/core/domain/job.ts'
import { newJob } from '#lib/core/jobs/new-job.ts'
import { trackOf } from '#tests/support/rows-of.ts'
import { QueueWorld, type FakeRun, type Tab } from '#tests/support/queue-world.ts'
import { pick, randomOf } from '#tests/support/random.ts'

const SEEDS = Number(process.env['SFA_SEEDS'] ?? 60)
const STEPS = 60

/** Tabs come, freeze and die while jobs are asked for, changed, finished and failed in any order; one seed is one course. */
class Course {
  readonly random: () => number
  readonly world: QueueWorld
  readonly live: Tab[] = []
  readonly frozen: Tab[] = []
  #made = 0

  constructor(seed: number) {
    this.random = randomOf(seed)
    this.world = new QueueWorld(this.random)
    this.world.deaf = this.random() < 0.5
  }

  async step(): Promise<void> {
    const actions = [
      this.ask,
      this.ask,
      this.end,
      this.end,
      this.end,
      this.word,
      this.tab,
      this.pass,
      this.tick,
    ]
    await pick(this.random, actions).call(this)
    await this.world.clock.pass(Math.floor(this.random() ** 4 * 20_000))
    await this.check()
  }

  async ask(): Promise<void> {
    const id = `j${++this.#made}`
    const before = (await this.jobs()).filter(() => this.random() < 0.2).map((job) => job.id)
    const wish =
      this.random() < 0.5
        ? ({ kind: 'prepare', trackId: id } as const)
        : ({ kind: 'separate', trackId: id, separationId: `s-${id}`, modelId: 'm', region: null } as const)
    await this.world.write((at) => at.tracks.put(trackOf(id, { year: 0 })))
    const job = newJob(id, wish, this.world.clock.now(), {
      dependsOn: before,
      priority: Math.floor(this.random() * 3),
    })
    await this.world.put(job)
  }

  async end(): Promise<void> {
    const open = this.world.runs.filter((run) => !run.settled)
    if (open.length === 0) return
    const run = pick(this.random, open)
    const codes = ['offline', 'engine-crashed', 'storage-full', 'file-cut'] as const
    if (this.random() < 0.7) succeed(run)
    else run.fail(fault(pick(this.random, codes)))
  }

  async tick(): Promise<void> {
    for (const run of this.world.runs.filter((one) => !one.settled))
      run.context.tick({ phase: 'decoding', fraction: this.random(), leftS: null })
  }

  async word(): Promise<void> {
    const jobs = await this.jobs()
    if (jobs.length === 0 || this.live.length === 0) return
    const { control } = pick(this.random, this.live)
    const word = pick(this.random, ['pause', 'resume', 'cancel', 'retry', 'clearEnded'] as const)
    await control[word](pick(this.random, jobs).id)
  }

  async tab(): Promise<void> {
    const chance = this.random()
    const some = this.live.length > 0 ? pick(this.random, this.live) : null
    if (chance < 0.4 || !some) this.live.push(await this.world.open(`tab${++this.#made}`))
    else if (chance < 0.6) this.live.splice(this.live.indexOf(some), 1)[0]?.kill()
    else if (chance < 0.8) {
      this.live.splice(this.live.indexOf(some), 1)
      some.freeze()
      this.frozen.push(some)
    } else if (chance < 0.9) {
      const thawed = this.frozen.pop()
      thawed?.thaw()
      if (thawed) this.live.push(thawed)
    } else {
      this.live.splice(this.live.indexOf(some), 1)
      await some.stop()
    }
  }

  async pass(): Promise<void> {
    await this.world.clock.pass(this.random() * 30_000)
  }

  jobs(): Promise<Job[]> {
    return this.world.write((at) => at.jobs.all())
  }

  async check(): Promise<void> {
    const jobs = await this.jobs()
    const running = jobs.filter((job) => job.state === 'running')
    expect(running.filter((job) => job.kind === 'separate').length).toBeLessThanOrEqual(1)
    expect(running.filter((job) => job.kind === 'prepare').length).toBeLessThanOrEqual(2)
    for (const job of jobs) await this.#checkCount(job)
    // Runs that were taken from their tab wind down beside their successors; they can write no row.
    const open = this.world.runs.filter((run) => !run.settled && run.context.signal.reason !== 'lost')
    const names = open.map((run) => `${run.jobId} in ${run.tab.name}`)
    expect(names.length).toBe(new Set(names).size)
  }

  /** Brings everything to its end, with one tab that is well. */
  async finish(): Promise<void> {
    for (const tab of [...this.live, ...this.frozen]) tab.kill()
    const tab = await this.world.open('last')
    for (let round = 0; round < 200; round++) {
      for (const job of await this.jobs()) if (job.state === 'paused') await tab.control.resume(job.id)
      await this.world.clock.pass(5_000)
      for (const run of this.world.runs.filter((one) => !one.settled)) succeed(run)
      await this.world.clock.pass(5_000)
      if ((await this.jobs()).every((job) => isEnded(job.state))) break
    }
    const jobs = await this.jobs()
    expect(jobs.filter((job) => !isEnded(job.state))).toEqual([])
    for (const job of jobs) await this.#checkCount(job)
  }

  /** What a job writes at its end is written once when it is done, and never otherwise. */
  async #checkCount(job: Job): Promise<void> {
    const track = await this.world.write((at) => at.tracks.get(job.id))
    expect([job.id, job.state, track?.year]).toEqual([job.id, job.state, job.state === 'done' ? 1 : 0])
  }
}

function succeed(run: FakeRun): void {
  run.succeed(async (at) => {
    await at.tracks.change(run.jobId, (track) => ({ ...track, year: (track.year ?? 0) + 1 }))
  })
}

test(`in ${SEEDS} courses of tabs that die and freeze, every job ends, and none is done twice`, async () => {
  let done = 0
  for (let seed = 1; seed <= SEEDS; seed++) {
    const course = new Course(seed)
    try {
      for (let i = 0; i < STEPS; i++) await course.step()
      await course.finish()
      done += (await course.jobs()).filter((job) => job.state === 'done').length
    } catch (error) {
      throw new Error(`seed ${seed}`, { cause: error })
    }
  }
  expect(done).toBeGreaterThan(SEEDS)
}, 120_000)
