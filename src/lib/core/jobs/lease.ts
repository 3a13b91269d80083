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

/**
 * The job with times that a clock set back has carried off into the future brought home: a lease lasts no longer than
 * leases do, a wait no longer than it was meant to. Null where nothing needs mending.
 */
export function mended(job: Job, now: number): Job | null {
  if (job.lease && job.lease.until > now + LEASE_MS)
    return { ...job, lease: { ...job.lease, since: Math.min(job.lease.since, now), until: now + LEASE_MS } }
  const since = job.waitsSince
  if (job.state !== 'queued' || since === null || since <= now) return null
  return { ...job, runAfter: now + Math.max(0, job.runAfter - since), waitsSince: now }
}

export function lapsed(lease: Lease | null, now: number): boolean {
  return lease === null || lease.until <= now
}
