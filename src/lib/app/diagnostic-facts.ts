import type { AuditEvent } from '#lib/core/domain/audit.ts'
import type { BrowserFacts, MemoryPart } from '#lib/core/domain/browser-facts.ts'
import type { LogEntry } from '#lib/core/domain/log.ts'
import type { TableSize } from '#lib/platform/storage/table-sizes.ts'

export interface DiagnosticFacts {
  browser: BrowserFacts
  tables: TableSize[]
  bytes: { name: string; count: number; bytes: number }[]
  /** Version of the database's layout. */
  database: number
}

/** How fast this machine is at what the work leans on. */
export interface Benchmark {
  /** Seconds of stereo sound resampled in a second, by one processor. */
  soundPerSecond: number
  writeMbPerS: number
  readMbPerS: number
  /** Seconds that a part of the last separation took; null before the first. */
  segmentS: number | null
}

/** The machine room; each call reads anew. */
export interface Diagnostics {
  facts(): Promise<DiagnosticFacts>
  /** Memory by page and worker; takes up to some twenty seconds. Null where the browser does not tell. */
  memory(): Promise<MemoryPart[] | null>
  /** Takes some five seconds. Faults thrown as FaultError: `storage-*`. */
  benchmark(): Promise<Benchmark>
  /** The newest first. */
  logs(): Promise<LogEntry[]>
  clearLogs(): Promise<void>
  /** The newest first. */
  audit(): Promise<AuditEvent[]>
}
