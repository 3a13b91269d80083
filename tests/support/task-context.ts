import type { Job } from '#lib/core/domain/job.ts'
import type { RowStore } from '#lib/platform/storage/rows.ts'
import { ALL_TABLES } from '#lib/platform/storage/tables.ts'
import type { TaskContext } from '#lib/work/registry.ts'

/** What a task sees where no queue runs it: every service answers, every commit is let through. */
export function taskContext(rows: RowStore, job: Job, more: Partial<TaskContext> = {}): TaskContext {
  return {
    job,
    signal: new AbortController().signal,
    tick: () => undefined,
    commit: (work) => rows.write(ALL_TABLES, work),
    call: (_service, work) => work(),
    weigh: () => undefined,
    ...more,
  }
}
