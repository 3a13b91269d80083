import { isEnded, type Job, type JobWish } from '#lib/core/domain/job.ts'
import type { Clock } from '#lib/core/domain/clock.ts'
import type { Log } from '#lib/core/domain/log.ts'
import { step, type JobEvent } from '#lib/core/jobs/machine.ts'
import { dedupeKeyOf, newJob } from '#lib/core/jobs/new-job.ts'
import type { RowStore, TableName, Tables } from '#lib/platform/storage/rows.ts'
import { leftovers, reviveRows, undoRows } from './job-rows.ts'
import { insertJob, liveJob } from './insert.ts'

export interface ControlDoors {
  rows: RowStore
  clock: Clock
  log: Log
  newId(): string
  /** Frees the bytes under these prefixes. */
  free(prefixes: readonly string[]): Promise<void>
}

const TABLES: readonly TableName[] = ['jobs', 'tracks', 'separations', 'models']

/**
 * A person's word on a job, from any tab: written at once, so it holds after a reload; the tab that runs the job hears of
 * it by the row. A word that means nothing in the job's state does nothing.
 */
export class Control {
  readonly #doors: ControlDoors

  constructor(doors: ControlDoors) {
    this.#doors = doors
  }

  /**
   * Asks for work that serves no row of its own. The live job of the same wish is found; one that failed is tried again,
   * so that what failed because of it comes along. Answers the job's id.
   */
  ask(wish: JobWish): Promise<string> {
    const { rows, clock, newId } = this.#doors
    return rows.write(TABLES, async (tables) => {
      const same = await tables.jobs.by('dedupeKey', dedupeKeyOf(wish))
      const failed = same.find((job) => job.state === 'failed')
      if (failed) await this.#retry(failed, tables)
      return (await insertJob(tables, newJob(newId(), wish, clock.now()))).id
    })
  }

  async pause(jobId: string): Promise<void> {
    await this.#change(jobId, { type: 'pause' })
  }

  async resume(jobId: string): Promise<void> {
    await this.#change(jobId, { type: 'resume' })
  }

  async cancel(jobId: string): Promise<void> {
    const event: JobEvent = { type: 'cancel', now: this.#doors.clock.now() }
    const left = await this.#change(jobId, event, async (job, tables) => {
      await undoRows(job, tables)
      return leftovers(job, tables)
    })
    // Where it was running it stops within moments and frees what it wrote meanwhile; the next start sweeps the rest.
    if (left) await this.#doors.free(left)
  }

  /** Starts an ended job anew, and with it the jobs that failed only because it did. */
  async retry(jobId: string): Promise<void> {
    await this.#doors.rows.write(TABLES, async (tables) => {
      const job = await tables.jobs.get(jobId)
      if (job) await this.#retry(job, tables)
    })
    this.#doors.log('info', 'queue', 'retry asked', { job: jobId })
  }

  /** Forgets jobs that have ended; what live ones depend on stays. */
  async clearEnded(): Promise<void> {
    await this.#doors.rows.write(['jobs'], async ({ jobs }) => {
      const all = await jobs.all()
      const needed = new Set(all.filter((job) => !isEnded(job.state)).flatMap((job) => job.dependsOn))
      for (const job of all) if (isEnded(job.state) && !needed.has(job.id)) await jobs.remove(job.id)
    })
  }

  async #change<R>(
    jobId: string,
    event: JobEvent,
    also?: (job: Job, tables: Tables) => Promise<R>,
  ): Promise<R | null> {
    const result = await this.#doors.rows.write(TABLES, async (tables) => {
      const job = await tables.jobs.get(jobId)
      const next = job && step(job, event)
      if (!next) return null
      await tables.jobs.put(next)
      return also ? also(next, tables) : null
    })
    this.#doors.log('info', 'queue', `${event.type} asked`, { job: jobId })
    return result
  }

  async #retry(job: Job, tables: Tables): Promise<void> {
    const next = step(job, { type: 'retry' })
    if (!next || (await liveJob(tables, job.dedupeKey))) return
    if (!(await reviveRows(job, tables, this.#doors.clock.now()))) return
    await tables.jobs.put({ ...next, dependsOn: await this.#needs(job, tables) })
    for (const other of await tables.jobs.by('state', 'failed'))
      if (other.fault?.code === 'dependency-failed' && other.dependsOn.includes(job.id))
        await this.#retry(other, tables)
  }

  /** A job that waits on a failed one would fail again at once: that one is tried again too, or its live twin awaited. */
  async #needs(job: Job, tables: Tables): Promise<string[]> {
    const needs: string[] = []
    for (const id of job.dependsOn) {
      const need = await tables.jobs.get(id)
      const lost = need?.state === 'failed' || need?.state === 'cancelled'
      if (need && lost) await this.#retry(need, tables)
      const twin = need && lost ? await liveJob(tables, need.dedupeKey) : null
      needs.push(twin?.id ?? id)
    }
    return needs
  }
}
