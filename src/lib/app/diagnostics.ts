import type { Clock } from '#lib/core/domain/clock.ts'
import type { AuditEvent } from '#lib/core/domain/audit.ts'
import type { MemoryPart } from '#lib/core/domain/browser-facts.ts'
import { LOG_LEVELS, type LogEntry } from '#lib/core/domain/log.ts'
import { browserFacts, memoryParts } from '#lib/platform/device/browser-facts.ts'
import type { BlobStore } from '#lib/platform/blobs/blob-store.ts'
import type { DexieRows } from '#lib/platform/storage/dexie-rows.ts'
import type { LogRing } from '#lib/platform/storage/log-ring.ts'
import { tableSizes } from '#lib/platform/storage/table-sizes.ts'
import { noteAct } from '#lib/work/audit.ts'
import type { Benchmark, DiagnosticFacts, Diagnostics } from './diagnostic-facts.ts'
import { benchmark } from './benchmark.ts'

export interface DiagnosticsDoors {
  rows: DexieRows
  blobs: Pick<BlobStore, 'use' | 'put' | 'get' | 'removeAll'>
  clock: Pick<Clock, 'after'>
  logs: LogRing
  now(): number
  newId(): string
}

const BYTES = { songs: 'track/', stems: 'stems/', models: 'model/' } as const

/** What a person, or whoever they ask for help, wants to know of the machine room. Each call reads anew. */
export class MachineRoom implements Diagnostics {
  readonly #doors: DiagnosticsDoors

  constructor(doors: DiagnosticsDoors) {
    this.#doors = doors
  }

  async facts(): Promise<DiagnosticFacts> {
    const { rows, blobs } = this.#doors
    const names = Object.entries(BYTES)
    const [browser, tables, bytes] = await Promise.all([
      browserFacts(),
      tableSizes(rows.db),
      Promise.all(names.map(async ([name, prefix]) => ({ name, ...(await blobs.use(prefix)) }))),
    ])
    return { browser, tables, bytes, database: rows.db.verno }
  }

  memory(): Promise<MemoryPart[] | null> {
    return memoryParts()
  }

  benchmark(): Promise<Benchmark> {
    return benchmark(this.#doors)
  }

  logs(): Promise<LogEntry[]> {
    return this.#doors.logs.read(LOG_LEVELS)
  }

  async clearLogs(): Promise<void> {
    const { rows, logs, now, newId } = this.#doors
    await logs.clear()
    await rows.write(['auditEvents'], (tables) => noteAct(tables, { now: now(), newId }, 'logs-cleared'))
  }

  audit(): Promise<AuditEvent[]> {
    return this.#doors.rows.read(['auditEvents'], async ({ auditEvents }) =>
      (await auditEvents.all()).toSorted((a, b) => b.at - a.at),
    )
  }
}
