import { ANY_DEVICE } from '#lib/core/domain/device.ts'
import { isEnded, NO_CONDITIONS, type Job } from '#lib/core/domain/job.ts'
import { QueueWorld, type Tab } from '#tests/support/queue-world.ts'
import { randomOf } from '#tests/support/random.ts'
import { ACTS, type Stage } from './acts.ts'
import { succeed } from './runs.ts'
import { checkEnd, checkMoment, countEnd, Past } from './tally.ts'

const STEPS = 24
const ROUNDS = 300
const WEIGHT = ACTS.reduce((sum, [weight]) => sum + weight, 0)

/**
 * One course of the queue: tabs come, freeze, thaw and die, clocks are set, writes go wrong, people change their minds, all
 * by the numbers of one seed, in virtual time. The same seed is the same course.
 */
export class Course implements Stage {
  readonly random: () => number
  readonly world: QueueWorld
  readonly past = new Past()
  readonly live: Tab[] = []
  readonly frozen: Tab[] = []
  #made = 0

  constructor(seed: number) {
    this.random = randomOf(seed)
    this.world = new QueueWorld(this.random)
    this.world.onEnd = countEnd
    this.world.deaf = this.random() < 0.4
    const trouble = this.random() < 0.5 ? 0 : this.random() * 0.1
    this.world.fate = () => {
      if (this.random() >= trouble) return 'well'
      return this.random() < 0.7 ? 'refused' : 'unheard'
    }
  }

  name(of: string): string {
    return `${of}-${++this.#made}`
  }

  jobs(): Promise<Job[]> {
    return this.world.write((at) => at.jobs.all())
  }

  /** Runs the whole course; throws what did not hold. Answers how many jobs were done. */
  async run(): Promise<number> {
    for (let i = 0; i < STEPS; i++) await this.#step()
    return this.#finish()
  }

  async #step(): Promise<void> {
    let at = this.random() * WEIGHT
    const [, act] = ACTS.find(([weight]) => (at -= weight) < 0) ?? ACTS[0] ?? []
    await act?.(this)
    await this.world.clock.pass(Math.floor(this.random() ** 4 * 15_000))
    await checkMoment(this.world, this.past)
  }

  /** Brings everything to its end: one tab that is well, a disk that obeys, a person who lets everything run. */
  async #finish(): Promise<number> {
    this.world.fate = () => 'well'
    for (const tab of [...this.live, ...this.frozen]) tab.kill()
    const tab = await this.world.open('last')
    await this.world.device(ANY_DEVICE)
    await tab.control.hold(false)
    for (let round = 0; round < ROUNDS; round++) {
      await tab.control.schedule({ all: true }, NO_CONDITIONS)
      await tab.control.resume({ all: true })
      await this.world.clock.pass(4_000)
      for (const run of this.world.runs.filter((one) => !one.settled)) await succeed(this.world, run)
      await this.world.clock.pass(500)
      if ((await this.jobs()).every((job) => isEnded(job.state))) break
    }
    const done = await checkEnd(this.world, this.past)
    tab.kill()
    return done
  }
}

/** Runs the course of a seed; a failure says which seed it was. */
export async function runCourse(seed: number): Promise<number> {
  try {
    return await new Course(seed).run()
  } catch (error) {
    throw new Error(`seed ${seed}: ${error instanceof Error ? error.message : String(error)}`, {
      cause: error,
    })
  }
}
