import type { AuditAct, AuditEvent } from '#lib/core/domain/audit.ts'
import type { Tables } from '#lib/platform/storage/rows.ts'

/** Kept; the oldest of more are let go, in runs so that not every act pays for it. */
export const AUDIT_KEPT = 1_000
const SLACK = 100

/** When, and by what name it is noted. */
export interface Stamp {
  now: number
  newId(): string
}

/** Notes an act in the transaction that does it. */
export async function noteAct(
  { auditEvents }: Pick<Tables, 'auditEvents'>,
  stamp: Stamp,
  act: AuditAct,
  fields: AuditEvent['fields'] = {},
): Promise<void> {
  await auditEvents.put({ id: stamp.newId(), at: stamp.now, act, fields })
  const all = await auditEvents.all()
  if (all.length < AUDIT_KEPT + SLACK) return
  const old = all.toSorted((a, b) => a.at - b.at).slice(0, all.length - AUDIT_KEPT)
  for (const event of old) await auditEvents.remove(event.id)
}
