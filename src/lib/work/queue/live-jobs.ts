import type { Job } from '#lib/core/domain/job.ts'
import type { Tables } from '#lib/platform/storage/rows.ts'

/** Live jobs, and the ended ones that live jobs depend on. */
export async function liveAndNeeded({ jobs }: Tables): Promise<Job[]> {
  const live = [...(await jobs.by('state', 'queued')), ...(await jobs.by('state', 'running'))]
  const known = new Map(live.map((job) => [job.id, job]))
  for (const id of live.flatMap((job) => job.dependsOn)) {
    if (known.has(id)) continue
    const need = await jobs.get(id)
    if (need) known.set(id, need)
  }
  return [...known.values()]
}
