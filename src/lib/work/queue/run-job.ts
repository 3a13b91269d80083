import type { Clock } from '#lib/core/domain/clock.ts'
import { fault, FaultError, faultFrom, type Fault } from '#lib/core/domain/fault.ts'
import { isEnded, type Job, type JobPhase } from '#lib/core/domain/job.ts'
import type { Log } from '#lib/core/domain/log.ts'
import { failed, type Outcome } from '#lib/core/domain/outcome.ts'
import { holds, type Hold } from '#lib/core/jobs/lease.ts'
import { step } from '#lib/core/jobs/machine.ts'
import { ALL_TABLES } from '#lib/platform/storage/tables.ts'
import type { RowStore, Tables } from '#lib/platform/storage/rows.ts'
import type { OnEnd, Task, TaskContext } from '../registry.ts'
import { failRows } from './job-rows.ts'
import type { ProgressBus } from './progress-bus.ts'
import { RunMeter } from './run-meter.ts'
import type { Services } from './services.ts'

export interface RunDoors {
  rows: RowStore
  clock: Clock
  random(): number
  log: Log
  bus: ProgressBus
  services: Pick<Services, 'call' | 'blame'>
  onEnd: OnEnd
}

export type StopReason = 'cancel' | 'pause' | 'lost'

type Ending = (tables: Tables) => Promise<void>

/** Waits before an end that could not be written is written again. */
const END_WAITS_MS = [200, 1000, 3000]

/** One run of one job in this tab, from the claim to its end. */
export class Run {
  readonly hold: Hold
  readonly job: Job
  /** The furthest it says it got; written with each renewal of the lease. */
  reached: { phase: JobPhase; fraction: number }
  readonly #doors: RunDoors
  readonly #stop = new AbortController()
  readonly #meter: RunMeter
  /** Services whose breakers have counted how this run's calls went. */
  readonly #called = new Set<string>()
  #released = false

  constructor(doors: RunDoors, job: Job) {
    this.#doors = doors
    this.job = job
    this.hold = { owner: job.lease?.owner ?? '', token: job.claims }
    this.reached = { phase: job.phase, fraction: job.fraction }
    this.#meter = new RunMeter(job, doors.clock.now())
  }

  /** The job as stored, with what this run has measured up to now. */
  measured(job: Job): Job {
    return this.#meter.into(job, this.#doors.clock.now(), this.reached.phase)
  }

  /** Tells the task to stop; whatever it answers then changes no row, for the job is no longer its own. */
  stop(reason: StopReason): void {
    this.#stop.abort(reason)
  }

  /** The job was given back: the end of this run must not be written. */
  release(): void {
    this.#released = true
    this.stop('lost')
  }

  /** Never throws; resolves when the task has come to rest and its end is written. */
  async toEnd(task: Task): Promise<void> {
    const { log, clock, bus } = this.#doors
    const from = clock.now()
    const about = { job: this.job.id, kind: this.job.kind, claim: this.hold.token }
    log('info', 'queue', 'job started', about)
    const outcome = await this.#outcome(task)
    await this.#blame(outcome)
    const written = this.#released ? false : await this.#writeEnd(outcome)
    bus.end(this.job.id)
    const ms = clock.now() - from
    if (!written)
      log('info', 'queue', 'job stopped', { ...about, ms, reason: String(this.#stop.signal.reason) })
    else if (outcome.ok) log('info', 'queue', 'job done', { ...about, ms })
    else log('error', 'queue', 'job fault', { ...about, ms, ...factsOf(outcome.fault) })
  }

  async #outcome(task: Task): Promise<Outcome<Ending>> {
    try {
      return await task.run(this.#context())
    } catch (error) {
      return failed(faultFrom(error))
    }
  }

  /** A fault that names a service speaks against it also where the task went another way than `call`. */
  async #blame(outcome: Outcome<Ending>): Promise<void> {
    if (outcome.ok || !outcome.fault.service || this.#called.has(outcome.fault.service)) return
    await this.#doors.services.blame(outcome.fault).catch((error: unknown) => {
      this.#doors.log('warning', 'queue', 'breaker not written', factsOf(faultFrom(error)))
    })
  }

  #context(): TaskContext {
    return {
      job: this.job,
      signal: this.#stop.signal,
      tick: (progress) => {
        if (this.#stop.signal.aborted) return
        this.#meter.enter(this.#doors.clock.now(), this.reached.phase)
        this.reached = { phase: progress.phase, fraction: progress.fraction }
        this.#doors.bus.tick(this.job.id, progress)
      },
      commit: (work) =>
        this.#doors.rows.write(ALL_TABLES, async (tables) => {
          await this.#mine(tables)
          return work(tables)
        }),
      call: (service, work) => {
        this.#called.add(service)
        return this.#doors.services.call(service, work)
      },
      weigh: (bytes) => this.#meter.weigh(bytes),
    }
  }

  async #mine(tables: Tables): Promise<Job> {
    const job = await tables.jobs.get(this.job.id)
    if (job && holds(job, this.hold)) return job
    this.stop('lost')
    throw new FaultError(fault('interrupted'))
  }

  /** The task's rows and the job's end in one transaction; false when the job is not this run's any more. */
  async #writeEnd(outcome: Outcome<Ending>): Promise<boolean> {
    let last = outcome
    for (const wait of [...END_WAITS_MS, null]) {
      try {
        return await this.#tryEnd(last)
      } catch (error) {
        const why = faultFrom(error)
        if (why.code === 'interrupted') return false
        this.#doors.log('warning', 'queue', 'end not written', { job: this.job.id, ...factsOf(why) })
        // What the task wanted to write cannot be written: then that is how the run ended.
        if (last.ok && why.retry !== 'soon') last = failed(why)
        if (wait === null) return false
        await new Promise<void>((resolve) => this.#doors.clock.after(wait, resolve))
      }
    }
    return false
  }

  async #tryEnd(outcome: Outcome<Ending>): Promise<boolean> {
    const { rows, clock, random, onEnd } = this.#doors
    const now = clock.now()
    await rows.write(ALL_TABLES, async (tables) => {
      const job = this.measured(await this.#mine(tables))
      if (outcome.ok) await outcome.value(tables)
      const next = outcome.ok
        ? step(job, { type: 'succeed', now, hold: this.hold })
        : this.#failed(job, outcome.fault, now, random())
      if (!next) return
      await tables.jobs.put(next)
      if (next.state === 'failed' && next.fault) await failRows(next, next.fault, tables)
      if (isEnded(next.state)) await onEnd(next, tables)
    })
    return true
  }

  #failed(job: Job, why: Fault, now: number, random: number): Job | null {
    const there = step(job, { type: 'renew', now, hold: this.hold, ...this.reached }) ?? job
    return step(there, { type: 'fail', now, hold: this.hold, fault: why, random })
  }
}

function factsOf(why: Fault): Record<string, string> {
  return { code: why.code, retry: why.retry, detail: why.detail ?? '' }
}
