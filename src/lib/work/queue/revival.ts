import type { Job } from '#lib/core/domain/job.ts'
import { step } from '#lib/core/jobs/machine.ts'
import type { Tables } from '#lib/platform/storage/rows.ts'
import { liveJob } from './insert.ts'
import { reviveRows } from './job-rows.ts'

/** Starts ended jobs anew, together with what they need and with what ended only because of them. */
export class Revival {
  readonly #revived = new Set<string>()
  readonly #tables: Tables
  readonly #now: number
  /** Jobs that ended because of another, by that other; read once. */
  #dragged: Map<string, Job[]> | null = null

  constructor(tables: Tables, now: number) {
    this.#tables = tables
    this.#now = now
  }

  get revived(): string[] {
    return [...this.#revived]
  }

  async revive(job: Job): Promise<void> {
    const next = step(job, { type: 'retry' })
    if (!next || this.#revived.has(job.id) || (await liveJob(this.#tables, job.dedupeKey))) return
    if (!(await reviveRows(job, this.#tables, this.#now))) return
    this.#revived.add(job.id)
    const twins = await this.#needs(job)
    const now = (id: string) => twins.get(id) ?? id
    await this.#tables.jobs.put({
      ...next,
      dependsOn: job.dependsOn.map(now),
      canDoWithout: job.canDoWithout.map(now),
    })
    for (const other of (await this.#draggedBy(job.id)) ?? []) await this.revive(other)
  }

  /**
   * A job that waits on a failed one would fail again at once: that one is tried again too, or its live twin awaited.
   * Answers the twins by what they stand in for.
   */
  async #needs(job: Job): Promise<Map<string, string>> {
    const twins = new Map<string, string>()
    for (const id of job.dependsOn) {
      const need = await this.#tables.jobs.get(id)
      if (need?.state !== 'failed' && need?.state !== 'cancelled') continue
      await this.revive(need)
      const twin = await liveJob(this.#tables, need.dedupeKey)
      if (twin) twins.set(id, twin.id)
    }
    return twins
  }

  async #draggedBy(id: string): Promise<Job[] | undefined> {
    if (!this.#dragged) {
      this.#dragged = new Map()
      const { jobs } = this.#tables
      for (const job of [...(await jobs.by('state', 'failed')), ...(await jobs.by('state', 'cancelled'))])
        if (job.fault?.code === 'dependency-failed')
          for (const need of job.dependsOn) this.#dragged.set(need, [...(this.#dragged.get(need) ?? []), job])
    }
    return this.#dragged.get(id)
  }
}
