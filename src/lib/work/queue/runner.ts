import { isEnded, type Job, type JobKind, type JobState } from '#lib/core/domain/job.ts'
import { faultFrom } from '#lib/core/domain/fault.ts'
import { holds, lapsed, mended, RENEW_MS } from '#lib/core/jobs/lease.ts'
import { step } from '#lib/core/jobs/machine.ts'
import { ALL_TABLES } from '#lib/platform/storage/tables.ts'
import type { Task } from '../registry.ts'
import type { Around } from './around.ts'
import { claimNext, type Claimed } from './claim.ts'
import { liveJob } from './insert.ts'
import { failRows, leftovers } from './job-rows.ts'
import { Run, type RunDoors, type StopReason } from './run-job.ts'

export interface RunnerDoors extends RunDoors {
  tasks: readonly Task[]
  /** This tab's name in leases. */
  owner: string
  /** Whether nobody else can be running jobs, so that a running row that is not ours has lost its page. */
  alone: boolean
  around: Pick<Around, 'device' | 'onScreen' | 'listen'>
  free(prefixes: readonly string[]): Promise<void>
}

const REASONS: Partial<Record<JobState, StopReason>> = { cancelled: 'cancel', paused: 'pause' }
/** A timer knows nothing of sleep and of clocks that are set: no wait for a moment is left to one for longer. */
const LONGEST_ALARM_MS = 15_000

/** Runs jobs in this tab from `start` to `stop`. Which tab does so is decided elsewhere (`lead.ts`). */
export class Runner {
  readonly #doors: RunnerDoors
  readonly #tasks: Map<JobKind, Task>
  readonly #runs = new Map<string, Run>()
  #turn: Promise<void> = Promise.resolve()
  #looking = false
  #stopped = false
  #given: Promise<void> | null = null
  #stopWatch: () => void = () => undefined
  #stopAround: () => void = () => undefined
  #stopBeat: () => void = () => undefined
  #stopAlarm: () => void = () => undefined

  constructor(doors: RunnerDoors) {
    this.#doors = doors
    this.#tasks = new Map(doors.tasks.map((task) => [task.kind, task]))
  }

  start(): void {
    this.#inTurn('tidy', () => this.#tidy(this.#doors.alone))
    this.#stopWatch = this.#doors.rows.watch(
      async ({ jobs, settings, breakers }) => {
        // These decide too: a change of theirs looks again.
        await Promise.all([settings.all(), breakers.all()])
        return { running: await jobs.by('state', 'running'), queued: await jobs.count('state', 'queued') }
      },
      ({ running, queued }) => this.#heed(running, queued),
      (why) => this.#doors.log('critical', 'queue', 'watch ended', { code: why.code }),
    )
    this.#stopAround = this.#doors.around.listen(() => this.#look())
    this.#beatLater()
  }

  /** Gives unfinished jobs back, so that another tab goes on at once. */
  stop(): Promise<void> {
    this.#given ??= this.#giveBack()
    return this.#given
  }

  async #giveBack(): Promise<void> {
    this.#halt()
    // A claim in hand first becomes a run, so that it is given back too.
    await this.#turn
    const runs = [...this.#runs.values()]
    for (const run of runs) run.release()
    await this.#doors.rows.write(['jobs'], async ({ jobs }) => {
      for (const run of runs) {
        const job = await jobs.get(run.job.id)
        const now = this.#doors.clock.now()
        const next = job && step(run.measured(job), { type: 'release', now, hold: run.hold })
        if (next) await jobs.put(next)
      }
    })
  }

  /** Stops at once without a word to the database: another tab has taken over. */
  drop(): void {
    this.#halt()
    for (const run of this.#runs.values()) run.release()
  }

  #halt(): void {
    this.#stopped = true
    this.#stopWatch()
    this.#stopAround()
    this.#stopBeat()
    this.#stopAlarm()
  }

  /** The rows changed: runs whose job was paused, cancelled, removed or taken over stop; queued ones may start. */
  #heed(running: readonly Job[], queued: number): void {
    const jobs = new Map(running.map((job) => [job.id, job]))
    for (const [id, run] of this.#runs) {
      const job = jobs.get(id)
      if (!job || !holds(job, run.hold)) void this.#stopRun(run)
    }
    if (queued > 0) this.#look()
  }

  async #stopRun(run: Run): Promise<void> {
    const job = await this.#doors.rows.read(['jobs'], ({ jobs }) => jobs.get(run.job.id)).catch(() => run.job)
    if (job && holds(job, run.hold)) return
    const isHeld = job?.state === 'queued' && job.runs.at(-1)?.how === 'held'
    run.stop(job ? (isHeld ? 'pause' : (REASONS[job.state] ?? 'lost')) : 'cancel')
  }

  #look(): void {
    if (this.#looking) return
    this.#looking = true
    this.#inTurn('look', async () => {
      this.#looking = false
      const { claimed, dropped, wakeAt } = await this.#claim()
      for (const job of claimed) this.#begin(job)
      for (const job of dropped) void this.#freeLeftovers(job)
      this.#stopAlarm()
      if (wakeAt === null) return
      const wait = Math.max(0, wakeAt - this.#doors.clock.now())
      this.#stopAlarm = this.#doors.clock.after(Math.min(wait, LONGEST_ALARM_MS), () => this.#look())
    })
  }

  /** One writing transaction decides what starts, so no two tabs start the same. */
  #claim(): Promise<Claimed> {
    const own = [...this.#runs.values()].map((run) => run.job)
    const kinds = new Set(this.#tasks.keys())
    return this.#doors.rows.write(ALL_TABLES, (tables) => claimNext(this.#doors, kinds, own, tables))
  }

  #begin(job: Job): void {
    const task = this.#tasks.get(job.kind)
    if (!task) return
    const run = new Run(this.#doors, job)
    this.#runs.set(job.id, run)
    if (!this.#stopped) void this.#finish(run, task)
  }

  async #finish(run: Run, task: Task): Promise<void> {
    await run.toEnd(task)
    // Once others run the jobs, one of them may be making the same bytes again: then the sweep of the next start clears up.
    if (!this.#stopped) await this.#freeLeftovers(run.job)
    this.#runs.delete(run.job.id)
    if (!this.#stopped) this.#look()
  }

  /**
   * A cancelled task may have written bytes after the cancelling freed them. A job that is gone altogether was removed with
   * its song, which may yet be put back: its bytes are not ours to free.
   */
  async #freeLeftovers(job: Job): Promise<void> {
    try {
      const prefixes = await this.#doors.rows.read(ALL_TABLES, async (tables) => {
        const now = await tables.jobs.get(job.id)
        // Asked for anew meanwhile: whoever does that may be making the same bytes.
        if (now?.state !== 'cancelled' || (await liveJob(tables, job.dedupeKey))) return []
        return leftovers(job, tables)
      })
      if (prefixes.length > 0) await this.#doors.free(prefixes)
    } catch (error) {
      // The sweep of the next start finds them.
      this.#doors.log('warning', 'queue', 'leftovers kept', { job: job.id, code: faultFrom(error).code })
    }
  }

  #beatLater(): void {
    const due = this.#doors.clock.now() + RENEW_MS
    this.#stopBeat = this.#doors.clock.after(RENEW_MS, () => {
      // The clock was set, or this page slept: what waits for a moment is looked at anew.
      if (Math.abs(this.#doors.clock.now() - due) > RENEW_MS) this.#look()
      this.#inTurn('beat', async () => {
        await this.#renew()
        await this.#tidy(false)
      })
      this.#beatLater()
    })
  }

  async #renew(): Promise<void> {
    if (this.#runs.size === 0) return
    await this.#doors.rows.write(['jobs'], async ({ jobs }) => {
      for (const run of this.#runs.values()) {
        const job = await jobs.get(run.job.id)
        const now = this.#doors.clock.now()
        const next = job && step(run.measured(job), { type: 'renew', now, hold: run.hold, ...run.reached })
        if (next) await jobs.put(next)
      }
    })
  }

  /**
   * Running rows that nobody runs go back into the queue. Only a runner that has just begun knows that it is `alone`: later
   * its page may have been frozen, and another have taken over without its hearing of it.
   */
  async #tidy(alone: boolean): Promise<void> {
    const { rows, clock, log } = this.#doors
    const isOthers = (job: Job) => !this.#runs.has(job.id)
    const gone = (job: Job) => isOthers(job) && (alone || lapsed(job.lease, clock.now()))
    const running = await rows.read(['jobs'], ({ jobs }) => jobs.by('state', 'running'))
    if (!running.some((job) => gone(job) || (isOthers(job) && mended(job, clock.now())))) return
    await rows.write(ALL_TABLES, async (tables) => {
      for (const job of (await tables.jobs.by('state', 'running')).filter(isOthers)) {
        const next = gone(job) ? step(job, { type: 'lapse', now: clock.now() }) : mended(job, clock.now())
        if (!next) continue
        await tables.jobs.put(next)
        if (next.state === 'running') continue
        if (next.fault) await failRows(next, next.fault, tables)
        if (isEnded(next.state)) await this.#doors.onEnd(next, tables)
        log('warning', 'queue', 'job taken back', { job: job.id, lapses: next.lapses })
      }
    })
  }

  /** Claims, renewals and tidying never overlap: a claimed job is among the runs before the next of them looks. */
  #inTurn(what: string, work: () => Promise<void>): void {
    this.#turn = this.#turn
      .then(() => (this.#stopped ? undefined : work()))
      .catch((error: unknown) => {
        const why = faultFrom(error)
        this.#doors.log('error', 'queue', `${what} failed`, { code: why.code, detail: why.detail ?? '' })
        if (what === 'look') this.#stopAlarm = this.#doors.clock.after(RENEW_MS, () => this.#look())
      })
  }
}
