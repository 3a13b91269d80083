import type { DeviceFacts } from '#lib/core/domain/device.ts'
import type { JobId } from '#lib/core/domain/ids.ts'
import type { Job } from '#lib/core/domain/job.ts'
import { shutUntil, type Breaker } from './breaker.ts'
import { KINDS } from './kinds.ts'
import { awaited } from './needs.ts'

/** Why a queued job does not run now. `until` is in milliseconds since 1970. */
export type Waiting =
  /** Everything is held by a person. */
  | { why: 'held' }
  | { why: 'dependency'; on: JobId }
  /** Not before a time that a person chose. */
  | { why: 'time'; until: number }
  | { why: 'metered' }
  | { why: 'not-charging' }
  | { why: 'offline' }
  /** It failed, or was told to come back later. */
  | { why: 'retry'; until: number }
  /** An outside service failed too often, or asked for patience. */
  | { why: 'service'; service: string; until: number }
  /** Others go first: so many stand before it in its lane, 0 when it is just being started. */
  | { why: 'turn'; ahead: number }
  /** No tab runs jobs at this moment. */
  | { why: 'no-runner' }

/** What decides, beside the jobs themselves. */
export interface Surroundings {
  now: number
  /** A person holds everything. */
  held: boolean
  device: DeviceFacts
  breakers: ReadonlyMap<string, Breaker>
}

/** What keeps a queued job from running, whatever places are free; null when nothing does. */
export function heldUpBy(job: Job, jobs: ReadonlyMap<string, Job>, around: Surroundings): Waiting | null {
  const { now, device } = around
  if (around.held) return { why: 'held' }
  const need = awaited(job, jobs)
  if (need) return { why: 'dependency', on: need.id }
  if (isCutOff(job, device)) return { why: 'offline' }
  const { notBefore, unmetered, charging } = job.conditions
  if (notBefore > now) return { why: 'time', until: notBefore }
  if (unmetered && device.metered === true) return { why: 'metered' }
  if (charging && device.charging === false) return { why: 'not-charging' }
  if (job.runAfter > now) return { why: 'retry', until: job.runAfter }
  const breaker = job.service === null ? undefined : around.breakers.get(job.service)
  const until = breaker && shutUntil(breaker, now)
  return breaker && until ? { why: 'service', service: breaker.service, until } : null
}

/** Whether a job that runs must not do so any longer: its own conditions hold no more. */
export function mustStop(job: Job, now: number, device: DeviceFacts): boolean {
  const { notBefore, unmetered, charging } = job.conditions
  return notBefore > now || (unmetered && device.metered === true) || (charging && device.charging === false)
}

function isCutOff(job: Job, device: DeviceFacts): boolean {
  const { network } = KINDS[job.kind]
  return (network === 'outside' && !device.online) || (network === 'site' && !device.siteReachable)
}
