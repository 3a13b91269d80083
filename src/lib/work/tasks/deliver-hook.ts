import { fault, type Fault } from '#lib/core/domain/fault.ts'
import type { Hook } from '#lib/core/domain/hook.ts'
import type { DeliverHookWish } from '#lib/core/domain/job.ts'
import { done, failed } from '#lib/core/domain/outcome.ts'
import type { Patient } from '#lib/core/jobs/patience.ts'
import type { sendHook, signature } from '#lib/platform/net/send-hook.ts'
import type { RowStore } from '#lib/platform/storage/rows.ts'
import { serviceOf } from '../hooks/tell-hooks.ts'
import type { Task } from '../registry.ts'

export interface DeliverDoors {
  rows: Pick<RowStore, 'read'>
  sendHook: typeof sendHook
  patient?: Patient
  signature: typeof signature
  /** Address of the proxy, without a slash at its end. */
  proxy(): Promise<string>
}

/**
 * Tells a webhook of one event. Every attempt sends the same bytes and the same delivery id, signed anew; a receiver may get
 * it twice, when its answer was lost.
 */
export function deliverHookTask(doors: DeliverDoors): Task {
  return {
    kind: 'deliver-hook',
    async run({ job, signal, tick, call, weigh }) {
      if (job.wish.kind !== 'deliver-hook') return failed(fault('unknown'))
      const { wish } = job
      tick({ phase: 'delivering', fraction: 0, leftS: null })
      const hook = await doors.rows.read(['hooks'], ({ hooks }) => hooks.get(wish.hookId))
      if (!hook) return failed(fault('hook-gone'))
      if (hook.paused && wish.event !== 'test') return failed(fault('hook-paused'))
      const service = serviceOf(wish.host)
      const question = { url: hook.url, body: wish.body, headers: await headersOf(doors, hook, wish) }
      const sent = await call(service, async () => {
        const outcome = await doors.sendHook(await doors.proxy(), question, signal, doors.patient)
        return outcome.ok ? outcome : failed(named(outcome.fault, service))
      })
      if (!sent.ok) return sent
      weigh({ out: wish.body.length })
      return done(async () => undefined)
    },
  }
}

/** Only what the receiver itself did speaks against it. */
function named(why: Fault, service: string): Fault {
  return why.code === 'hook-refused' || why.code === 'hook-unreachable' ? { ...why, service } : why
}

async function headersOf(
  doors: DeliverDoors,
  hook: Hook,
  wish: DeliverHookWish,
): Promise<Record<string, string>> {
  return {
    'Content-Type': 'application/json',
    'X-SFA-Event': wish.event,
    'X-SFA-Delivery': wish.deliveryId,
    'X-SFA-Signature': `sha256=${await doors.signature(hook.secret, wish.body)}`,
  }
}
