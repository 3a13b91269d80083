import { ANY_DEVICE, type DeviceFacts } from '#lib/core/domain/device.ts'
import { isEnded, JOB_KINDS, type Conditions, type Job, type Progress } from '#lib/core/domain/job.ts'
import type { Clock } from '#lib/core/domain/clock.ts'
import { DEFAULT_SETTINGS } from '#lib/core/domain/settings.ts'
import type { Breaker } from '#lib/core/jobs/breaker.ts'
import { choose } from '#lib/core/jobs/choose.ts'
import { typicalMs } from '#lib/core/jobs/group-progress.ts'
import { liveAndNeeded } from '#lib/core/jobs/needs.ts'
import { byTurn, inTurn } from '#lib/core/jobs/order.ts'
import type { Scope } from '#lib/core/jobs/scope.ts'
import type { Waiting } from '#lib/core/jobs/waiting.ts'
import type { RowStore } from '#lib/platform/storage/rows.ts'
import type { Around } from '#lib/work/queue/around.ts'
import type { ControlCalls, Place } from '#lib/work/queue/control.ts'
import type { ProgressBus } from '#lib/work/queue/progress-bus.ts'
import { readSettings } from '#lib/work/settings-rows.ts'
import type { QueueView } from './app.ts'
import { overallOf } from './overall.ts'

export interface QueueDoors {
  rows: RowStore
  clock: Clock
  bus: ProgressBus
  control: ControlCalls
  around: Pick<Around, 'device' | 'onScreen' | 'listen'>
}

/** Reasons to wait are told anew this often: some of them pass without a row being written. */
const RETELL_MS = 1_000

/** The queue as the screen sees it: live jobs in the order they run, then ended ones, the newest first. */
export class Queue implements QueueView {
  readonly #doors: QueueDoors
  readonly #stops: (() => void)[]
  #stopClock: () => void = () => undefined
  #jobs = $state.raw<readonly Job[]>([])
  #progress = $state.raw<ReadonlyMap<string, Progress>>(new Map())
  #settings = $state.raw(DEFAULT_SETTINGS)
  #breakers = $state.raw<readonly Breaker[]>([])
  #batches = $state.raw<ReadonlyMap<string, string>>(new Map())
  #device = $state.raw<DeviceFacts>(ANY_DEVICE)
  #onScreen = $state.raw<ReadonlySet<string>>(new Set())
  #runner = $state.raw<QueueView['runner']>('nobody')
  #now = $state.raw(0)
  readonly #overall = $derived(this.#allAsOne())
  readonly #live = $derived(liveAndNeeded(this.#jobs))
  readonly #waiting = $derived(this.#whyWaiting())
  readonly #typical = $derived(typicalMs(this.#jobs))

  constructor(doors: QueueDoors) {
    this.#doors = doors
    const { rows, bus, around } = doors
    const look = () => {
      this.#device = around.device
      this.#onScreen = around.onScreen
    }
    look()
    this.#stops = [
      rows.watch(
        ({ jobs }) => jobs.all(),
        (all) => (this.#jobs = readable(all, this.#onScreen)),
      ),
      rows.watch(readSettings, (settings) => (this.#settings = settings)),
      rows.watch(
        ({ breakers }) => breakers.all(),
        (all) => (this.#breakers = all.toSorted((a, b) => (a.service < b.service ? -1 : 1))),
      ),
      rows.watch(
        ({ batches }) => batches.all(),
        (all) => (this.#batches = new Map(all.map((batch) => [batch.id, batch.name]))),
      ),
      bus.listen((all) => (this.#progress = all)),
      around.listen(look),
    ]
    this.#tellTime()
  }

  get jobs(): readonly Job[] {
    return this.#jobs
  }

  get progress(): ReadonlyMap<string, Progress> {
    return this.#progress
  }

  get overall(): QueueView['overall'] {
    return this.#overall
  }

  get waiting(): ReadonlyMap<string, Waiting> {
    return this.#waiting
  }

  get batches(): ReadonlyMap<string, string> {
    return this.#batches
  }

  get held(): boolean {
    return this.#settings.queueHeld
  }

  get device(): DeviceFacts {
    return this.#device
  }

  get breakers(): readonly Breaker[] {
    return this.#breakers
  }

  get runner(): QueueView['runner'] {
    return this.#runner
  }

  /** Hears from `lead.ts` which tab runs the jobs. */
  set runner(who: QueueView['runner']) {
    this.#runner = who
  }

  pause(scope: Scope): Promise<string[]> {
    return this.#doors.control.pause(scope)
  }

  resume(scope: Scope): Promise<string[]> {
    return this.#doors.control.resume(scope)
  }

  cancel(scope: Scope): Promise<string[]> {
    return this.#doors.control.cancel(scope)
  }

  retry(scope: Scope): Promise<string[]> {
    return this.#doors.control.retry(scope)
  }

  hold(held: boolean): Promise<void> {
    return this.#doors.control.hold(held)
  }

  move(scope: Scope, to: Place): Promise<string[]> {
    return this.#doors.control.move(scope, to)
  }

  schedule(scope: Scope, conditions: Partial<Conditions>): Promise<string[]> {
    return this.#doors.control.schedule(scope, conditions)
  }

  clearEnded(): Promise<void> {
    return this.#doors.control.clearEnded()
  }

  stop(): void {
    this.#stopClock()
    for (const stop of this.#stops) stop()
  }

  #tellTime(): void {
    this.#now = this.#doors.clock.now()
    this.#stopClock = this.#doors.clock.after(RETELL_MS, () => this.#tellTime())
  }

  #allAsOne(): QueueView['overall'] {
    const isStuck = (job: Job) => !MOVES_ON.has(this.#waiting.get(job.id)?.why)
    return overallOf(this.#jobs, this.#progress, {
      typical: this.#typical,
      limits: this.#settings.limits,
      isStuck,
    })
  }

  #whyWaiting(): ReadonlyMap<string, Waiting> {
    const { start, waiting } = choose(this.#live, {
      now: this.#now,
      held: this.#settings.queueHeld,
      device: this.#device,
      breakers: new Map(this.#breakers.map((row) => [row.service, row])),
      limits: this.#settings.limits,
      onScreen: this.#onScreen,
      kinds: new Set(JOB_KINDS),
      busy: [],
    })
    const next: Waiting = this.#runner === 'nobody' ? { why: 'no-runner' } : { why: 'turn', ahead: 0 }
    return new Map([...waiting, ...start.map((job) => [job.id, next] as const)])
  }
}

/** Of jobs that wait for these, or run, the end can be told. */
const MOVES_ON: ReadonlySet<Waiting['why'] | undefined> = new Set([undefined, 'turn', 'dependency', 'retry'])

const group = (job: Job) => (job.state === 'running' ? 0 : isEnded(job.state) ? 2 : 1)

function readable(all: readonly Job[], onScreen: ReadonlySet<string>): readonly Job[] {
  const live = all.filter((job) => !isEnded(job.state))
  const turns = new Map(inTurn(live, onScreen).map((job, i) => [job.id, i]))
  const turn = (job: Job) => turns.get(job.id) ?? 0
  return all.toSorted(
    (a, b) => group(a) - group(b) || (b.endedAt ?? 0) - (a.endedAt ?? 0) || turn(a) - turn(b) || byTurn(a, b),
  )
}
