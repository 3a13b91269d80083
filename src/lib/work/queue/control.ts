import { albumKeyOf } from '#lib/core/domain/album-key.ts'
import type { Clock } from '#lib/core/domain/clock.ts'
import { isEnded, type Conditions, type Job, type JobWish } from '#lib/core/domain/job.ts'
import type { Log } from '#lib/core/domain/log.ts'
import { step, type JobEvent } from '#lib/core/jobs/machine.ts'
import { dedupeKeyOf, newJob, type NewJob } from '#lib/core/jobs/new-job.ts'
import { inTurn, ranksToMove } from '#lib/core/jobs/order.ts'
import { meantBy, type Scope } from '#lib/core/jobs/scope.ts'
import type { RowStore, Tables } from '#lib/platform/storage/rows.ts'
import { ALL_TABLES } from '#lib/platform/storage/tables.ts'
import { noteAct } from '../audit.ts'
import type { OnEnd } from '../registry.ts'
import { writeSettings } from '../settings-rows.ts'
import { insertJob } from './insert.ts'
import { leftovers, undoRows } from './job-rows.ts'
import { Revival } from './revival.ts'

export interface ControlDoors {
  rows: RowStore
  clock: Clock
  log: Log
  newId(): string
  /** Frees the bytes under these prefixes. */
  free(prefixes: readonly string[]): Promise<void>
  onEnd: OnEnd
  /** Songs that somebody looks at. */
  onScreen(): ReadonlySet<string>
}

export type Place = { before: string } | 'first' | 'last'

/**
 * A person's word on jobs, from any tab: written at once, so it holds after a reload; the tab that runs a job hears of it by
 * the row. A word that means nothing in a job's state does nothing to it. Each answers the ids of the jobs it changed.
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
  ask(wish: JobWish, more: NewJob = {}): Promise<string> {
    const { clock, newId } = this.#doors
    return this.#write(async (tables) => {
      const same = await tables.jobs.by('dedupeKey', dedupeKeyOf(wish))
      const failed = same.find((job) => job.state === 'failed')
      if (failed) await new Revival(tables, clock.now()).revive(failed)
      const job = await insertJob(tables, newJob(newId(), wish, clock.now(), more))
      // From now on it is wanted for itself, whoever else stops needing it.
      if (job.onlyForOthers) await tables.jobs.put({ ...job, onlyForOthers: false })
      return job.id
    })
  }

  pause(scope: Scope): Promise<string[]> {
    return this.#word('pause', scope, (jobs, tables) =>
      this.#change(jobs, { type: 'pause', now: this.#doors.clock.now() }, tables),
    )
  }

  /** Also of paused jobs that these depend on, without which they would go on waiting. */
  resume(scope: Scope): Promise<string[]> {
    return this.#word('resume', scope, async (jobs, tables) =>
      this.#change(await withNeeds(jobs, tables), { type: 'resume' }, tables),
    )
  }

  /** What was only there for these, and is needed by nobody else, is cancelled with them. */
  async cancel(scope: Scope): Promise<string[]> {
    const left: string[] = []
    const changed = await this.#word('cancel', scope, async (jobs, tables) => {
      left.length = 0
      const ids = await this.#cancel(jobs, tables, left)
      const all = [...ids, ...(await this.#cancelUnneeded(tables, left))]
      if (all.length > 0) await this.#note('jobs-cancelled', all.length, tables)
      return all
    })
    // Where it was running it stops within moments and frees what it wrote meanwhile; the next start sweeps the rest.
    if (left.length > 0) await this.#doors.free(left)
    return changed
  }

  /** Cancels what is there only for jobs that are gone. */
  async endUnneeded(): Promise<void> {
    const left: string[] = []
    await this.#write((tables) => {
      left.length = 0
      return this.#cancelUnneeded(tables, left)
    })
    if (left.length > 0) await this.#doors.free(left)
  }

  /**
   * Starts ended jobs anew, and with them the jobs that failed only because they did. Jobs named one by one may have been
   * cancelled; of an album, a batch or everything the failed ones are meant.
   */
  retry(scope: Scope): Promise<string[]> {
    const named = typeof scope === 'string' || 'jobs' in scope
    return this.#word('retry', scope, async (jobs, tables) => {
      const revival = new Revival(tables, this.#doors.clock.now())
      for (const job of jobs) if (named || job.state === 'failed') await revival.revive(job)
      return revival.revived
    })
  }

  /** Stops all that runs and starts nothing until let go; what was paused stays so. */
  async hold(held: boolean): Promise<void> {
    await this.#write(async (tables) => {
      await writeSettings(tables, { queueHeld: held })
      const running = held ? await tables.jobs.by('state', 'running') : []
      await this.#change(running, { type: 'hold', now: this.#doors.clock.now() }, tables)
    })
    this.#doors.log('info', 'queue', held ? 'everything held' : 'everything let go')
  }

  /** Moves waiting jobs, in the order they stand, to before another or to an end of the queue. */
  move(scope: Scope, to: Place): Promise<string[]> {
    return this.#word('move', scope, async (jobs, tables) => {
      const wanted = new Set(jobs.map((job) => job.id))
      const live = (await tables.jobs.all()).filter((job) => !isEnded(job.state))
      const line = inTurn(live, this.#doors.onScreen()).filter((job) => job.state !== 'running')
      const others = line.filter((job) => !wanted.has(job.id))
      const moved = line.filter((job) => wanted.has(job.id))
      const ranks = ranksToMove(moved, others, indexOf(to, others))
      for (const job of live) {
        const rank = ranks.get(job.id)
        if (rank !== undefined) await tables.jobs.put({ ...job, rank })
      }
      return moved.map((job) => job.id)
    })
  }

  /** What must be the case before these run; what is left out stays as it is. A running one stops where it must. */
  schedule(scope: Scope, change: Partial<Conditions>): Promise<string[]> {
    return this.#word('schedule', scope, async (jobs, tables) => {
      const live = jobs.filter((job) => !isEnded(job.state))
      for (const job of live) await tables.jobs.put({ ...job, conditions: { ...job.conditions, ...change } })
      return live.map((job) => job.id)
    })
  }

  /** Forgets jobs that have ended; what live ones depend on stays. */
  async clearEnded(): Promise<void> {
    await this.#write(async (tables) => {
      const { jobs } = tables
      const all = await jobs.all()
      const needed = new Set(all.filter((job) => !isEnded(job.state)).flatMap((job) => job.dependsOn))
      const ended = all.filter((job) => isEnded(job.state) && !needed.has(job.id))
      for (const job of ended) await jobs.remove(job.id)
      if (ended.length > 0) await this.#note('jobs-cleared', ended.length, tables)
    })
  }

  #note(act: 'jobs-cancelled' | 'jobs-cleared', jobs: number, tables: Tables): Promise<void> {
    const { clock, newId } = this.#doors
    return noteAct(tables, { now: clock.now(), newId }, act, { jobs })
  }

  #write<R>(work: (tables: Tables) => Promise<R>): Promise<R> {
    return this.#doors.rows.write(ALL_TABLES, work)
  }

  async #word(
    word: string,
    scope: Scope,
    work: (jobs: Job[], tables: Tables) => Promise<string[]>,
  ): Promise<string[]> {
    const changed = await this.#write(async (tables) => work(await meant(scope, tables), tables))
    this.#doors.log('info', 'queue', `${word} asked`, {
      jobs: changed.length,
      ...(typeof scope === 'string' && { job: scope }),
    })
    return changed
  }

  async #change(jobs: readonly Job[], event: JobEvent, { jobs: table }: Tables): Promise<string[]> {
    const changed: string[] = []
    for (const job of jobs) {
      const next = step(job, event)
      if (!next) continue
      await table.put(next)
      changed.push(job.id)
    }
    return changed
  }

  async #cancel(jobs: readonly Job[], tables: Tables, left: string[]): Promise<string[]> {
    const changed: string[] = []
    for (const job of jobs) {
      const next = step(job, { type: 'cancel', now: this.#doors.clock.now() })
      if (!next) continue
      await tables.jobs.put(next)
      await undoRows(next, tables)
      left.push(...(await leftovers(next, tables)))
      await this.#doors.onEnd(next, tables)
      changed.push(job.id)
    }
    return changed
  }

  async #cancelUnneeded(tables: Tables, left: string[]): Promise<string[]> {
    const live = (await tables.jobs.all()).filter((job) => !isEnded(job.state))
    const needed = new Set(live.flatMap((job) => job.dependsOn))
    const unneeded = live.filter((job) => job.onlyForOthers && !needed.has(job.id))
    return this.#cancel(unneeded, tables, left)
  }
}

/** What may be said, whoever passes it on. */
export type ControlCalls = Pick<Control, keyof Control>

/** The jobs that a scope means, in one reading. */
async function meant(scope: Scope, tables: Tables): Promise<Job[]> {
  if (typeof scope === 'string') {
    const job = await tables.jobs.get(scope)
    return job ? [job] : []
  }
  const tracks = 'album' in scope ? await tables.tracks.all() : []
  const albums = new Map(tracks.map((track) => [track.id, albumKeyOf(track)]))
  return (await tables.jobs.all()).filter(meantBy(scope, (id) => albums.get(id) ?? null))
}

async function withNeeds(jobs: readonly Job[], tables: Tables): Promise<Job[]> {
  const found = new Map(jobs.map((job) => [job.id, job]))
  // A map hands out what is added while it is walked.
  for (const job of found.values())
    for (const id of job.dependsOn) {
      const need = found.has(id) ? null : await tables.jobs.get(id)
      if (need) found.set(id, need)
    }
  return [...found.values()]
}

function indexOf(to: Place, others: readonly Job[]): number {
  if (to === 'first') return 0
  const at = to === 'last' ? -1 : others.findIndex((job) => job.id === to.before)
  return at < 0 ? others.length : at
}
