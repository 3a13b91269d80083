import type { Job, JobState } from '#lib/core/domain/job.ts'

export interface JobGroup {
  name: string
  jobs: Job[]
}

const GROUPS: readonly { name: string; states: readonly JobState[]; newestFirst: boolean }[] = [
  { name: 'Now', states: ['running'], newestFirst: false },
  { name: 'Failed', states: ['failed'], newestFirst: true },
  { name: 'Paused', states: ['paused'], newestFirst: false },
  { name: 'Waiting', states: ['queued'], newestFirst: false },
  { name: 'Finished', states: ['done', 'cancelled'], newestFirst: true },
]

/** Jobs as the page lists them; empty groups are left out. What waits stands in the order it will run. */
export function groupsOf(jobs: readonly Job[]): JobGroup[] {
  return GROUPS.map(({ name, states, newestFirst }) => {
    const own = jobs.filter((job) => states.includes(job.state))
    const byTurn = (a: Job, b: Job) => b.priority - a.priority || a.createdAt - b.createdAt
    const byEnd = (a: Job, b: Job) => (b.endedAt ?? 0) - (a.endedAt ?? 0)
    return { name, jobs: own.toSorted(newestFirst ? byEnd : byTurn) }
  }).filter((group) => group.jobs.length > 0)
}
