import { liveQuery, type Dexie, type Table as DexieTable } from 'dexie'
import { storageError } from '#lib/core/domain/storage-fault.ts'
import type { Fault } from '#lib/core/domain/fault.ts'
import { openRows } from './open-rows.ts'
import type { RowStore, RowTypes, Table, TableName, Tables } from './rows.ts'
import { ALL_TABLES, TABLES } from './tables.ts'

type Stored = Record<string, unknown>

/** One table of the library behind our own door; values of unique indices are stored beside the row. */
function tableOver<N extends TableName>(table: DexieTable<Stored, string>, name: N): Table<RowTypes[N]> {
  const { unique, indices, key } = TABLES[name]
  const extra = unique && !indices.includes(unique.index) ? unique.index : null

  const stored = (row: RowTypes[N]): Stored => {
    const value = extra && unique ? unique.of(row) : null
    return extra && value !== null ? { ...row, [extra]: value } : { ...row }
  }
  const row = (raw: Stored): RowTypes[N] => {
    if (extra) Reflect.deleteProperty(raw, extra)
    return raw as unknown as RowTypes[N]
  }

  return {
    get: async (id) => {
      const raw = await table.get(id)
      return raw ? row(raw) : null
    },
    all: async () => (await table.toArray()).map(row),
    by: async (index, value) => {
      if (!indices.includes(index)) throw new TypeError(`${name} has no index ${index}`)
      return (await table.where(index).equals(value).toArray()).map(row)
    },
    put: async (value) => void (await table.put(stored(value))),
    change: async (id, edit) => {
      const raw = await table.get(id)
      if (!raw) return null
      const next = edit(row(raw))
      if (next[key as keyof RowTypes[N]] !== id) throw new TypeError(`${name}: a change keeps its key`)
      await table.put(stored(next))
      return next
    },
    remove: (id) => Promise.resolve(table.delete(id)),
  }
}

/** The rows in IndexedDB: every tab of the site sees the same, and hears of the others' commits. */
export class DexieRows implements RowStore {
  /** For the other stores of this room that live in the same database. */
  readonly db: Dexie
  readonly #tables: Tables
  readonly #stops = new Set<() => void>()

  private constructor(db: Dexie) {
    this.db = db
    this.#tables = Object.fromEntries(
      ALL_TABLES.map((name) => [name, tableOver(db.table(name), name)]),
    ) as unknown as Tables
  }

  /** Faults thrown as FaultError: `newer-data`, `storage-*`. */
  static async open(name = 'sfa'): Promise<DexieRows> {
    return new DexieRows(await openRows(name))
  }

  read<R>(tables: readonly TableName[], work: (tables: Tables) => Promise<R>): Promise<R> {
    return this.#run('r', tables, work)
  }

  write<R>(tables: readonly TableName[], work: (tables: Tables) => Promise<R>): Promise<R> {
    return this.#run('rw', tables, work)
  }

  watch<R>(
    query: (tables: Tables) => Promise<R>,
    tell: (value: R) => void,
    fail: (fault: Fault) => void = () => undefined,
  ): () => void {
    // One transaction, so that a query never sees half of a commit.
    const all = () => this.db.transaction('r', ALL_TABLES, () => query(this.#tables))
    const watched = liveQuery(all).subscribe({
      next: tell,
      error: (error) => fail(storageError(error).fault),
    })
    const stop = () => {
      watched.unsubscribe()
      this.#stops.delete(stop)
    }
    this.#stops.add(stop)
    return stop
  }

  close(): void {
    for (const stop of [...this.#stops]) stop()
    this.db.close()
  }

  async #run<R>(
    mode: 'r' | 'rw',
    names: readonly TableName[],
    work: (tables: Tables) => Promise<R>,
  ): Promise<R> {
    try {
      return await this.db.transaction(mode, [...names], () => work(this.#tables))
    } catch (error) {
      throw storageError(error)
    }
  }
}
