import { fault, type Fault } from '#lib/core/domain/fault.ts'
import { ANY_DEVICE, type DeviceFacts } from '#lib/core/domain/device.ts'
import type { Clock } from '#lib/core/domain/clock.ts'
import { JOB_KINDS, type Job } from '#lib/core/domain/job.ts'
import type { LogEntry } from '#lib/core/domain/log.ts'
import { done, failed, type Outcome } from '#lib/core/domain/outcome.ts'
import { MemoryBlobs } from '#lib/platform/blobs/memory-blobs.ts'
import type { Locks } from '#lib/platform/device/locks.ts'
import { MemoryDisk, MemoryRows } from '#lib/platform/storage/memory-rows.ts'
import type { RowStore, Tables } from '#lib/platform/storage/rows.ts'
import { ALL_TABLES } from '#lib/platform/storage/tables.ts'
import { Around } from '#lib/work/queue/around.ts'
import { Control } from '#lib/work/queue/control.ts'
import { takeTurns } from '#lib/work/queue/lead.ts'
import { ProgressBus } from '#lib/work/queue/progress-bus.ts'
import { Runner } from '#lib/work/queue/runner.ts'
import { Services } from '#lib/work/queue/services.ts'
import type { OnEnd, Task, TaskContext } from '#lib/work/registry.ts'
import { FlakyRows, type Fate } from './flaky-rows.ts'
import { MemorySite, type MemoryTab } from './memory-tabs.ts'
import { VirtualClock } from './virtual-clock.ts'

type Ending = (tables: Tables) => Promise<void>

/** One run of a task, in the hands of the test. */
export class FakeRun {
  readonly context: TaskContext
  readonly tab: Tab
  settled = false
  #settle: (outcome: Outcome<Ending>) => void = () => undefined
  readonly outcome = new Promise<Outcome<Ending>>((resolve) => (this.#settle = resolve))

  constructor(context: TaskContext, tab: Tab, deaf: boolean) {
    this.context = context
    this.tab = tab
    if (!deaf) context.signal.addEventListener('abort', () => this.fail(fault('interrupted')))
  }

  get jobId(): string {
    return this.context.job.id
  }

  succeed(ending: Ending = async () => undefined): void {
    this.settled = true
    this.#settle(done(ending))
  }

  fail(why: Fault): void {
    this.settled = true
    this.#settle(failed(why))
  }
}

/** A tab's own clock: it stands still while the tab is frozen and for ever once it is gone. */
class TabClock implements Clock {
  readonly #clock: VirtualClock
  readonly #missed: (() => void)[] = []
  state: 'live' | 'frozen' | 'gone' = 'live'

  constructor(clock: VirtualClock) {
    this.#clock = clock
  }

  now(): number {
    return this.#clock.now()
  }

  after(ms: number, work: () => void): () => void {
    let stopped = false
    const fire = () => {
      if (stopped || this.state === 'gone') return
      if (this.state === 'frozen') this.#missed.push(fire)
      else work()
    }
    const stop = this.#clock.after(ms, fire)
    return () => {
      stopped = true
      stop()
    }
  }

  thaw(): void {
    this.state = 'live'
    for (const fire of this.#missed.splice(0)) fire()
  }
}

/** What a browser without locks offers: every holder has it at once. */
const NO_LOCKS: Locks = {
  shared: false,
  hold(_name, work) {
    const held = new AbortController()
    void work(held.signal)
    return () => held.abort()
  },
  together: (_name, work) => work(),
  alone: (_name, work) => work(),
}

let made = 0

export class Tab {
  readonly name: string
  readonly clock: TabClock
  readonly rows: RowStore
  readonly control: Control
  readonly bus: ProgressBus
  readonly around: Around
  readonly services: Services
  /** Which tab runs the jobs, as this one has heard. */
  runner: 'this-tab' | 'other-tab' | 'nobody' = 'nobody'
  readonly stop: () => Promise<void>
  readonly #site: MemoryTab

  constructor(world: QueueWorld, name: string) {
    this.name = name
    this.#site = world.site.open()
    this.clock = new TabClock(world.clock)
    const own = new MemoryRows(world.disk)
    this.rows = new FlakyRows(own, () => world.fate())
    // A person who is told that it failed looks again: what was done and not heard is not their word.
    const heard = new FlakyRows(own, () => (world.fate() === 'refused' ? 'refused' : 'well'))
    this.bus = new ProgressBus(this.clock, this.#site.channel)
    const log = world.log
    this.around = new Around({
      channel: this.#site.channel,
      tab: name,
      watchDevice: (tell) => world.watchDevice(tell),
    })
    const newId = () => `job-${++made}`
    this.services = new Services({ rows: this.rows, clock: this.clock, newId })
    const { clock, rows, bus, around, services } = this
    const free = (prefixes: readonly string[]) => world.free(prefixes)
    const onEnd: OnEnd = (job, tables) => world.onEnd(job, tables)
    this.control = new Control({
      rows: heard,
      clock,
      log,
      free,
      newId,
      onEnd,
      onScreen: () => around.onScreen,
    })
    const tasks = world.tasksOf(this)
    this.stop = takeTurns({
      locks: world.locks ? this.#site.locks : NO_LOCKS,
      channel: this.#site.channel,
      clock,
      rows,
      log,
      tell: (who) => (this.runner = who),
      runner: (alone) =>
        new Runner({
          ...{ rows, clock, log, bus, free, tasks, alone, around, services, onEnd },
          owner: name,
          random: world.random,
        }),
    })
  }

  /** Killed: nothing of it runs on, nothing it holds stays held. */
  kill(): void {
    this.clock.state = 'gone'
    this.rows.close()
    this.#site.kill()
  }

  /** Frozen: it holds what it holds, and neither hears nor does anything. */
  freeze(): void {
    this.clock.state = 'frozen'
    this.#site.freeze()
  }

  thaw(): void {
    this.#site.thaw()
    this.clock.thaw()
  }
}

/** Tabs, rows and time, all in memory and all in the test's hands. */
export class QueueWorld {
  readonly site = new MemorySite()
  readonly disk = new MemoryDisk()
  readonly clock = new VirtualClock(1_800_000_000_000)
  readonly runs: FakeRun[] = []
  readonly freed: string[] = []
  readonly blobs = new MemoryBlobs()
  readonly logged: LogEntry[] = []
  readonly random: () => number
  /** Every end of a job, as told in the transaction that wrote it. */
  readonly ended: [jobId: string, state: string][] = []
  #device = ANY_DEVICE
  readonly #watchers = new Set<(facts: DeviceFacts) => void>()
  /** How each write of a tab goes. */
  fate: () => Fate = () => 'well'
  /** Browsers without locks: every tab believes it is alone to lead, and no lease is anybody's word. */
  locks = true
  /** Tasks that do not hear when they are told to stop. */
  deaf = false
  readonly #own = new MemoryRows(this.disk)

  constructor(random: () => number = () => 0) {
    this.random = random
  }

  readonly log = (
    level: LogEntry['level'],
    room: string,
    event: string,
    fields: LogEntry['fields'] = {},
  ): void => void this.logged.push({ at: this.clock.now(), level, room, event, fields })

  onEnd: OnEnd = async (job) => void this.ended.push([job.id, job.state])

  async free(prefixes: readonly string[]): Promise<void> {
    this.freed.push(...prefixes)
    for (const prefix of prefixes) await this.blobs.removeAll(prefix)
  }

  watchDevice(tell: (facts: DeviceFacts) => void): () => void {
    this.#watchers.add(tell)
    tell(this.#device)
    return () => this.#watchers.delete(tell)
  }

  /** The device changes, for all tabs. */
  async device(change: Partial<DeviceFacts>): Promise<void> {
    this.#device = { ...this.#device, ...change }
    for (const tell of this.#watchers) tell(this.#device)
    await this.clock.pass(0)
  }

  tasksOf(tab: Tab): Task[] {
    return JOB_KINDS.map((kind) => ({
      kind,
      run: (context) => {
        const run = new FakeRun(context, tab, this.deaf)
        this.runs.push(run)
        return run.outcome
      },
    }))
  }

  async open(name: string): Promise<Tab> {
    const tab = new Tab(this, name)
    await this.clock.pass(0)
    return tab
  }

  async put(...jobs: Job[]): Promise<void> {
    await this.#own.write(['jobs'], async (at) => {
      for (const job of jobs) await at.jobs.put(job)
    })
    await this.clock.pass(0)
  }

  write<R>(work: (tables: Tables) => Promise<R>): Promise<R> {
    return this.#own.write(ALL_TABLES, work)
  }

  async job(id: string): Promise<Job> {
    const job = await this.#own.read(['jobs'], (at) => at.jobs.get(id))
    if (!job) throw new Error(`no job ${id}`)
    return job
  }

  /** The last run of a job. */
  run(id: string): FakeRun {
    const run = this.runs.findLast((one) => one.jobId === id)
    if (!run) throw new Error(`no run of ${id}`)
    return run
  }
}
