import type { Job, JobKind, JobPhase } from '#lib/core/domain/job.ts'
import type { Outcome } from '#lib/core/domain/outcome.ts'
import type { Tables } from '#lib/platform/storage/rows.ts'

/** Seen by a task while it runs. */
export interface TaskContext {
  job: Job
  /** Aborted on cancel, pause and loss of the lease; `reason` is 'cancel' | 'pause' | 'lost'. */
  signal: AbortSignal
  /** Live progress, in memory, at most 10 Hz. */
  tick(progress: {
    phase: JobPhase
    fraction: number
    leftS: number | null
    bytes?: { done: number; total: number }
  }): void
  /** Commits rows in one transaction that first checks the fencing token; throws FaultError `interrupted` when another took over. */
  commit<R>(work: (tables: Tables) => Promise<R>): Promise<R>
  /**
   * Calls an outside service, if its breaker lets this call through; else the answer is `service-shut`, which the task
   * hands on: the job waits and burns no try. The outcome is counted: a fault that names the service and is of
   * class `soon` speaks against it, anything else for it. A long transfer is called only until its first bytes are there.
   */
  call<T>(service: string, work: () => Promise<Outcome<T>>): Promise<Outcome<T>>
  /** Bytes read from outside (or the disk) and written so far, for the statistics. */
  weigh(bytes: { in?: number; out?: number }): void
}

/**
 * A task does the work, writes bytes, and answers with the rows to commit together with the job's end.
 * It must be safe to run again from the start at any point: it looks at what is already on disk.
 * Its lane is that of its kind (`core/jobs/kinds.ts`).
 */
export interface Task {
  kind: JobKind
  run(context: TaskContext): Promise<Outcome<(tables: Tables) => Promise<void>>>
}

/**
 * Called in the very transaction that ends a job, after its rows are written: done, failed for good, or cancelled.
 * What must follow from a job's end in any case (a notice to send) is written here.
 */
export type OnEnd = (job: Job, tables: Tables) => Promise<void>
