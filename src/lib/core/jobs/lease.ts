import type { Job, Lease } from '#lib/core/domain/job.ts'

/** A lease that nobody renews runs out after this. */
export const LEASE_MS = 10_000
/** Three missed renewals end a lease. */
export const RENEW_MS = 3_000

/** What a run holds while it holds its job. */
export type Hold = Pick<Lease, 'owner' | 'token'>

/** Whether the run that took `hold` may still change the job: nobody paused, cancelled or took it over since. */
export function holds(job: Job, hold: Hold): boolean {
  return job.state === 'running' && job.lease?.owner === hold.owner && job.lease.token === hold.token
}

export function lapsed(lease: Lease | null, now: number): boolean {
  return lease === null || lease.until <= now
}
