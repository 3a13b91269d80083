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
}

/**
 * A task does the work, writes bytes, and answers with the rows to commit together with the job's end.
 * It must be safe to run again from the start at any point: it looks at what is already on disk.
 */
export interface Task {
  kind: JobKind
  /** How many of this lane run at once on this device. */
  lane: 'download' | 'processing' | 'prepare' | 'analysis'
  run(context: TaskContext): Promise<Outcome<(tables: Tables) => Promise<void>>>
}
