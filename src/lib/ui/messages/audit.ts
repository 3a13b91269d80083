import type { AuditAct, AuditEvent } from '#lib/core/domain/audit.ts'
import { words } from './t.ts'

const ACTS: Record<AuditAct, string> = words({
  'tracks-removed': 'Songs removed',
  'tracks-restored': 'Removal of songs undone',
  'separation-removed': 'Stems removed',
  'sound-removed': 'Decoded sound removed',
  'model-removed': 'Model removed',
  'jobs-cancelled': 'Jobs cancelled',
  'jobs-cleared': 'Ended jobs cleared',
  'logs-cleared': 'Log cleared',
  'library-wiped': 'Library wiped',
  'origin-allowed': 'Site allowed to follow the work',
  'origin-revoked': 'Leave of a site taken back',
  'hook-added': 'Webhook added',
  'hook-changed': 'Webhook changed',
  'hook-removed': 'Webhook removed',
})

/** What was done, in words. */
export function actText({ act }: AuditEvent): string {
  return ACTS[act]
}

/** Fields of an entry as one line: `job: ab12 · ms: 31`. */
export function fieldsText(fields: AuditEvent['fields'], names: boolean): string {
  return Object.entries(fields)
    .filter(([key]) => names || key !== 'title')
    .map(([key, value]) => `${key}: ${String(value)}`)
    .join(' · ')
}
