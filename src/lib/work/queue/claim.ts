import { fault } from '#lib/core/domain/fault.ts'
import type { Job, JobKind } from '#lib/core/domain/job.ts'
import { choose } from '#lib/core/jobs/choose.ts'
import { mended } from '#lib/core/jobs/lease.ts'
import { step } from '#lib/core/jobs/machine.ts'
import { MAX_ATTEMPTS } from '#lib/core/jobs/retry.ts'
import { mustStop } from '#lib/core/jobs/waiting.ts'
import type { Tables } from '#lib/platform/storage/rows.ts'
import { readSettings } from '../settings-rows.ts'
import type { OnEnd } from '../registry.ts'
import type { Around } from './around.ts'
import { failRows, undoRows } from './job-rows.ts'

export interface ClaimDoors {
  clock: { now(): number }
  /** This tab's name in leases. */
  owner: string
  around: Pick<Around, 'device' | 'onScreen'>
  onEnd: OnEnd
}

export interface Claimed {
  /** Jobs that this tab now holds and starts. */
  claimed: Job[]
  /** When to look again, since a job waits for that moment; null when none does. */
  wakeAt: number | null
  /** Jobs that were cancelled because what they need was: what they left is to be freed. */
  dropped: Job[]
}

/** What begins is tried as often as the settings say, unless it was given tries of its own: deliveries are. */
const triesOf = ({ claims, maxAttempts }: Job, tries: number) =>
  claims === 0 && maxAttempts === MAX_ATTEMPTS ? tries : maxAttempts

/**
 * Takes up what may start now, in the caller's one transaction over all tables. `own` are the jobs that run here, or wind
 * down; `kinds` what this tab can do.
 */
export async function claimNext(
  { clock, owner, around, onEnd }: ClaimDoors,
  kinds: ReadonlySet<JobKind>,
  own: readonly Job[],
  tables: Tables,
): Promise<Claimed> {
  const now = clock.now()
  const { device, onScreen } = around
  const { limits, tries, queueHeld: held } = await readSettings(tables)
  const breakers = new Map((await tables.breakers.all()).map((row) => [row.service, row]))
  const known = await bringHome(await liveAndNeeded(tables), tables, now)
  await stopUnfit(known, own, now, around, tables)
  const facts = { now, held, device, breakers, limits, onScreen, kinds, busy: own }
  const choice = choose(known, facts)
  const claimed: Job[] = []
  const dropped: Job[] = []
  for (const { job, as } of choice.refuse) {
    const next = await refuse(job, as, now, onEnd, tables)
    if (next?.state === 'cancelled') dropped.push(next)
  }
  for (const job of choice.start) {
    const next = step(job, { type: 'claim', now, owner })
    if (!next) continue
    const mine = { ...next, maxAttempts: triesOf(job, tries) }
    await tables.jobs.put(mine)
    claimed.push(mine)
  }
  return { claimed, dropped, wakeAt: choice.wakeAt }
}

/** Live jobs, and the ended ones that live jobs depend on. */
async function liveAndNeeded({ jobs }: Tables): Promise<Job[]> {
  const live = [...(await jobs.by('state', 'queued')), ...(await jobs.by('state', 'running'))]
  const known = new Map(live.map((job) => [job.id, job]))
  for (const id of live.flatMap((job) => job.dependsOn)) {
    if (known.has(id)) continue
    const need = await jobs.get(id)
    if (need) known.set(id, need)
  }
  return [...known.values()]
}

/** Waits that a clock set back has carried off into the future. */
async function bringHome(known: readonly Job[], { jobs }: Tables, now: number): Promise<Job[]> {
  const all: Job[] = []
  for (const job of known) {
    const whole = job.state === 'queued' ? mended(job, now) : null
    if (whole) await jobs.put(whole)
    all.push(whole ?? job)
  }
  return all
}

/** What runs here and must not any more, as the device now stands, goes back into the queue. */
async function stopUnfit(
  known: readonly Job[],
  own: readonly Job[],
  now: number,
  { device }: ClaimDoors['around'],
  { jobs }: Tables,
): Promise<void> {
  const here = new Set(own.map((job) => job.id))
  for (const job of known) {
    const next = here.has(job.id) && mustStop(job, now, device) ? step(job, { type: 'hold', now }) : null
    if (next) await jobs.put(next)
  }
}

async function refuse(
  job: Job,
  as: 'failed' | 'cancelled',
  now: number,
  onEnd: OnEnd,
  tables: Tables,
): Promise<Job | null> {
  const next = step(job, { type: 'refuse', now, as })
  if (!next) return null
  await tables.jobs.put(next)
  if (as === 'cancelled') await undoRows(next, tables)
  else await failRows(next, fault('dependency-failed'), tables)
  await onEnd(next, tables)
  return next
}
