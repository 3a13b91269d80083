import { isEnded, type Job, type Progress } from '#lib/core/domain/job.ts'
import { byTurn } from '#lib/core/jobs/choose.ts'
import type { RowStore } from '#lib/platform/storage/rows.ts'
import type { Control } from '#lib/work/queue/control.ts'
import type { ProgressBus } from '#lib/work/queue/progress-bus.ts'
import type { QueueView } from './app.ts'
import { overallOf } from './overall.ts'

export interface QueueDoors {
  rows: RowStore
  bus: ProgressBus
  control: Control
}

/** The queue as the screen sees it: live jobs in the order they run, then ended ones, the newest first. */
export class Queue implements QueueView {
  readonly #control: Control
  readonly #stops: (() => void)[]
  #jobs = $state.raw<readonly Job[]>([])
  #progress = $state.raw<ReadonlyMap<string, Progress>>(new Map())
  readonly #overall = $derived(overallOf(this.#jobs, this.#progress))

  constructor({ rows, bus, control }: QueueDoors) {
    this.#control = control
    this.#stops = [
      rows.watch(
        ({ jobs }) => jobs.all(),
        (all) => (this.#jobs = all.toSorted(forReading)),
      ),
      bus.listen((all) => (this.#progress = all)),
    ]
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

  pause(jobId: string): Promise<void> {
    return this.#control.pause(jobId)
  }

  resume(jobId: string): Promise<void> {
    return this.#control.resume(jobId)
  }

  cancel(jobId: string): Promise<void> {
    return this.#control.cancel(jobId)
  }

  retry(jobId: string): Promise<void> {
    return this.#control.retry(jobId)
  }

  clearEnded(): Promise<void> {
    return this.#control.clearEnded()
  }

  stop(): void {
    for (const stop of this.#stops) stop()
  }
}

const rank = (job: Job) => (job.state === 'running' ? 0 : isEnded(job.state) ? 2 : 1)

function forReading(a: Job, b: Job): number {
  return rank(a) - rank(b) || (b.endedAt ?? 0) - (a.endedAt ?? 0) || byTurn(a, b)
}
