import { keptPart } from '#lib/core/domain/app-part.ts'
import type { JobKind } from '#lib/core/domain/job.ts'
import type { Task } from './registry.ts'

/** A task whose code is fetched when its first job runs. Where that fails the job does, with `part-missing`. */
export function laterTask(kind: JobKind, load: () => Promise<Task>): Task {
  const get = keptPart(load)
  return { kind, run: async (context) => (await get()).run(context) }
}
