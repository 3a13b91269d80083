/** From talkative to grave. */
export const LOG_LEVELS = ['debug', 'info', 'warning', 'error', 'critical'] as const
export type LogLevel = (typeof LOG_LEVELS)[number]

export interface LogEntry {
  /** Milliseconds since 1970. */
  at: number
  level: LogLevel
  /** Which room speaks. */
  room: string
  /** What happened, the same words each time; what varies is in `fields`. */
  event: string
  fields: Record<string, string | number | boolean | null>
}

/** Where rooms say what they did; never the console. Nothing is thrown and nothing is awaited. */
export type Log = (
  level: LogLevel,
  room: string,
  event: string,
  fields?: Record<string, string | number | boolean | null>,
) => void
