import { appPart } from '#lib/core/domain/app-part.ts'
import type { JobKind } from '#lib/core/domain/job.ts'
import type { Task } from './registry.ts'

/** A task whose code is fetched when its first job runs. Where that fails the job does, with `part-missing`. */
export function laterTask(kind: JobKind, load: () => Promise<Task>): Task {
  let made: Promise<Task> | null = null
  const get = async () => {
    try {
      return await (made ??= appPart(load))
    } catch (error) {
      made = null
      throw error
    }
  }
  return { kind, run: async (context) => (await get()).run(context) }
}
