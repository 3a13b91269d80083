import { Dexie } from 'dexie'
import type { Fault } from '#lib/core/domain/fault.ts'
import { storageError } from '#lib/core/domain/storage-fault.ts'
import { ALL_TABLES } from './tables.ts'
import type { TableName } from './rows.ts'

interface Watch {
  /** Tables the query read when it last ran; all of them while it runs. */
  met: Set<TableName>
  run(): void
}

/** Queries that run again after each commit, of any tab, that touched a table they read. */
export class Watches {
  readonly #prefix: string
  readonly #all = new Set<Watch>()
  readonly #heard = (parts: object) => this.#committed(Object.keys(parts))

  constructor(database: string) {
    // Dexie names what a commit changed `idb://<database>/<table>/<index>`, for every tab, once it is committed.
    this.#prefix = `idb://${database}/`
    Dexie.on('storagemutated', this.#heard)
  }

  /** `query` runs in one transaction and says which tables it meets. Returns stop. */
  add<R>(
    query: (meet: (name: TableName) => void) => Promise<R>,
    tell: (value: R) => void,
    fail: (fault: Fault) => void,
  ): () => void {
    let running = false
    let again = false
    const once = async () => {
      const met = new Set<TableName>()
      watch.met = new Set(ALL_TABLES)
      const value = await query((name) => met.add(name))
      watch.met = met
      // What changed while it ran is read again before anything old is told.
      if (this.#all.has(watch) && !again) tell(value)
    }
    const run = async () => {
      again = running
      if (running) return
      running = true
      try {
        do {
          again = false
          await once()
        } while (again && this.#all.has(watch))
      } catch (error) {
        if (this.#all.delete(watch)) fail(storageError(error).fault)
      } finally {
        running = false
      }
    }
    const watch: Watch = { met: new Set(ALL_TABLES), run: () => void run() }
    this.#all.add(watch)
    watch.run()
    return () => this.#all.delete(watch)
  }

  stop(): void {
    this.#all.clear()
    Dexie.on.storagemutated.unsubscribe(this.#heard)
  }

  #committed(parts: readonly string[]): void {
    const ours = parts.filter((part) => part.startsWith(this.#prefix))
    const touched = new Set(ours.map((part) => part.slice(this.#prefix.length).split('/')[0] ?? ''))
    for (const watch of [...this.#all]) if ([...watch.met].some((name) => touched.has(name))) watch.run()
  }
}
