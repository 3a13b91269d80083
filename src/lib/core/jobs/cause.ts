import type { Fault } from '../domain/fault.ts'
import type { Job } from '../domain/job.ts'

/** Why a job failed: its own fault, or that of the job it waited for, which is the one to speak of. */
export function causeOf(job: Job, jobs: readonly Job[]): Fault | null {
  if (job.fault?.code !== 'dependency-failed') return job.fault
  const first = jobs.find((one) => one.state === 'failed' && job.dependsOn.includes(one.id))
  return (first && causeOf(first, jobs)) ?? job.fault
}
