import type { LogEntry } from './log.ts'

/** What a person, or a page they allowed, has done that takes something away or lets something in. */
export const AUDIT_ACTS = [
  'tracks-removed',
  'tracks-restored',
  'separation-removed',
  'sound-removed',
  'model-removed',
  'jobs-cancelled',
  'jobs-cleared',
  'logs-cleared',
  'library-wiped',
  'origin-allowed',
  'origin-revoked',
  'hook-added',
  'hook-changed',
  'hook-removed',
] as const
export type AuditAct = (typeof AUDIT_ACTS)[number]

export interface AuditEvent {
  id: string
  /** Milliseconds since 1970. */
  at: number
  act: AuditAct
  /** What it was done to. Names of songs and files are under `title`, and only there. */
  fields: LogEntry['fields']
}
