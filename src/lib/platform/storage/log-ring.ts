import type { Dexie, Table } from 'dexie'
import type { Clock } from '#lib/core/domain/clock.ts'
import type { Log, LogEntry, LogLevel } from '#lib/core/domain/log.ts'

const KEPT = 2_000
/** Trimmed when this many are too many, not at every word. */
const SLACK = 200
const GATHER_MS = 500

/** The last two thousand entries of all tabs, in the database of rows. */
export class LogRing {
  readonly #table: Table<LogEntry, number>
  readonly #clock: Clock
  #gathered: LogEntry[] = []
  #stopTimer: (() => void) | null = null
  /** Entries that could not be written; the next that can says how many. */
  #lost = 0

  constructor(db: Dexie, clock: Clock) {
    this.#table = db.table('logs')
    this.#clock = clock
  }

  readonly log: Log = (level, room, event, fields = {}) => {
    this.#gathered.push({ at: this.#clock.now(), level, room, event, fields })
    this.#stopTimer ??= this.#clock.after(GATHER_MS, () => void this.flush())
  }

  /** Writes what was gathered; never throws, for a log that fails must not make the work fail. */
  async flush(): Promise<void> {
    this.#stopTimer?.()
    this.#stopTimer = null
    const entries = this.#gathered
    this.#gathered = []
    if (this.#lost > 0)
      entries.push({
        at: this.#clock.now(),
        level: 'warning',
        room: 'log',
        event: 'entries lost',
        fields: { count: this.#lost },
      })
    if (entries.length === 0) return
    try {
      await this.#table.bulkAdd(entries)
      this.#lost = 0
      const over = (await this.#table.count()) - KEPT
      if (over >= SLACK) await this.#table.orderBy(':id').limit(over).delete()
    } catch {
      this.#lost += entries.length
    }
  }

  /** The entries of these levels, the newest first. */
  async read(levels: readonly LogLevel[]): Promise<LogEntry[]> {
    await this.flush()
    const all = await this.#table.orderBy(':id').reverse().toArray()
    return all.filter((entry) => levels.includes(entry.level))
  }

  clear(): Promise<void> {
    return Promise.resolve(this.#table.clear())
  }
}
