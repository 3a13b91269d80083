import type { Clock } from '#lib/core/domain/clock.ts'
import type { Hook } from '#lib/core/domain/hook.ts'
import { hookHost } from '#lib/platform/net/hook-address.ts'
import { isEnded, type Job } from '#lib/core/domain/job.ts'
import { endedEvent } from '#lib/core/channel/track-events.ts'
import { newJob } from '#lib/core/jobs/new-job.ts'
import type { Tables } from '#lib/platform/storage/rows.ts'
import type { OnEnd } from '../registry.ts'
import { endFacts } from './end-facts.ts'

/** Tries before a delivery is given up. */
const ATTEMPTS = 5
/** Ended deliveries kept of each hook, for the list of the last ones. */
const KEPT = 50
/** Behind all that a person waits for. */
const PRIORITY = -10

export interface TellDoors {
  clock: Pick<Clock, 'now'>
  newId(): string
}

/** Writes a delivery for each webhook that is to hear of a job's end, in the transaction that ends the job. */
export function tellHooks(doors: TellDoors): OnEnd {
  return async (job, tables) => {
    const hooks = (await tables.hooks.all()).filter((hook) => !hook.paused)
    if (hooks.length === 0) return
    const told = endedEvent(job, await endFacts(job, tables))
    if (!told) return
    for (const hook of hooks)
      if (hook.events.includes(told.event))
        await insertDelivery(doors, tables, hook, told.event, told.payload)
  }
}

/** Writes one delivery; answers its job. */
export async function insertDelivery(
  { clock, newId }: TellDoors,
  { jobs }: Pick<Tables, 'jobs'>,
  hook: Hook,
  event: string,
  payload: unknown,
): Promise<Job> {
  const now = clock.now()
  const body = JSON.stringify({ event, payload, timestamp: new Date(now).toISOString() })
  const host = hookHost(hook.url)
  const deliveryId = newId()
  const wish = { kind: 'deliver-hook', hookId: hook.id, deliveryId, host, event, body } as const
  const job = newJob(deliveryId, wish, now, {
    maxAttempts: ATTEMPTS,
    priority: PRIORITY,
    service: serviceOf(host),
  })
  await jobs.put(job)
  await dropOld({ jobs }, hook.id)
  return job
}

/** As its breaker is known. */
export const serviceOf = (host: string) => `hook ${host}`

async function dropOld({ jobs }: Pick<Tables, 'jobs'>, hookId: string): Promise<void> {
  const ended = [...(await jobs.by('state', 'done')), ...(await jobs.by('state', 'failed'))]
    .filter((job) => isEnded(job.state) && job.wish.kind === 'deliver-hook' && job.wish.hookId === hookId)
    .toSorted((a, b) => b.createdAt - a.createdAt)
  for (const job of ended.slice(KEPT)) await jobs.remove(job.id)
}
