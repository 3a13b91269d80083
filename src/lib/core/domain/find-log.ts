import type { LogEntry } from './log.ts'

/** Entries whose words or fields hold every word of `query`, whatever its case. */
export function findLog(entries: readonly LogEntry[], query: string): LogEntry[] {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean)
  if (words.length === 0) return [...entries]
  return entries.filter((entry) => {
    const text = `${entry.level} ${entry.room} ${entry.event} ${JSON.stringify(entry.fields)}`.toLowerCase()
    return words.every((word) => text.includes(word))
  })
}

/** One JSON object a line, the oldest first, as tools for logs read it. */
export function logLines(entries: readonly LogEntry[]): string {
  return entries
    .toSorted((a, b) => a.at - b.at)
    .map(({ at, level, room, event, fields }) =>
      JSON.stringify({ ...fields, time: new Date(at).toISOString(), level, room, event }),
    )
    .join('\n')
}
