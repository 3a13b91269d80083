import type { AuditEvent } from '#lib/core/domain/audit.ts'
import { logLines } from '#lib/core/domain/find-log.ts'
import type { LogEntry } from '#lib/core/domain/log.ts'
import { redact } from '#lib/core/domain/redact.ts'
import { actText, fieldsText } from '../messages/audit.ts'
import type { Section } from './sections.ts'
import { t } from '../messages/t.ts'

export interface ReportParts {
  sections: readonly Section[]
  logs: readonly LogEntry[]
  audit: readonly AuditEvent[]
  /** Names of songs and files. */
  names: readonly string[]
  /** Whether they may be told. */
  withNames: boolean
}

/** Entries told in a report; a bug is rarely older. */
const MOST_LOGS = 400

/** Everything on the page as text to send along with a report of a fault: no secrets, and names only if wanted. */
export function reportText({ sections, logs, audit, names, withNames }: ReportParts): string {
  const block = (title: string, lines: readonly string[]) => [`## ${title}`, ...lines, ''].join('\n')
  const text = [
    '# Sound Forge Alchemy: diagnostics',
    '',
    ...sections.map(({ title, facts }) =>
      block(
        title,
        facts.map(({ name, value }) => `${name}: ${value}`),
      ),
    ),
    block(
      t('Acts'),
      audit.map((one) =>
        `${new Date(one.at).toISOString()} ${actText(one)} ${fieldsText(one.fields, withNames)}`.trimEnd(),
      ),
    ),
    block(t('Log'), [logLines(logs.slice(0, MOST_LOGS))]),
  ].join('\n')
  return redact(text, withNames ? [] : names)
}
