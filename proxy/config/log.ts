import type { LogLevel } from './config.ts'
import type { Secrets } from './secrets.ts'

const RANK: Record<LogLevel, number> = { silent: 0, error: 1, warn: 2, info: 3, debug: 4 }

/** The proxy's one way to say something: a line of JSON. No link, no title, no address of a person is given to it. */
export interface Log {
  (level: Exclude<LogLevel, 'silent'>, event: string, fields?: Record<string, string | number | null>): void
}

export function createLog(
  most: LogLevel,
  secrets: Secrets,
  write: (line: string) => void,
  now: () => number,
): Log {
  return (level, event, fields = {}) => {
    if (RANK[level] > RANK[most]) return
    write(secrets.scrub(JSON.stringify({ at: new Date(now()).toISOString(), level, event, ...fields })))
  }
}
