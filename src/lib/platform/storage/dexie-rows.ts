import type { Dexie, Table as DexieTable, Transaction } from 'dexie'
import { storageError } from '#lib/core/domain/storage-fault.ts'
import type { Fault } from '#lib/core/domain/fault.ts'
import { openRows, type OtherTabs } from './open-rows.ts'
import type { RowStore, RowTypes, Table, TableName, Tables } from './rows.ts'
import { ALL_TABLES, TABLES } from './tables.ts'
import { Watches } from './watches.ts'

type Stored = Record<string, unknown>

/** Rows read at once: the browser unpacks an answer in one go, and thousands of songs would be felt. */
const PAGE = 1000

/** The row as stored: values of unique indices that are not its own fields lie beside it. */
function storedOf<N extends TableName>(name: N, row: RowTypes[N]): Stored {
  const extra = extraOf(name)
  const value = (extra && TABLES[name].unique?.of(row)) ?? null
  return extra && value !== null ? { ...row, [extra]: value } : { ...row }
}

function extraOf(name: TableName): string | null {
  const { unique, indices } = TABLES[name]
  return unique && !indices.includes(unique.index) ? unique.index : null
}

/** One table of a transaction behind our own door. */
function tableOver<N extends TableName>(table: DexieTable<Stored, string>, name: N): Table<RowTypes[N]> {
  const { indices, key } = TABLES[name]
  const extra = extraOf(name)
  const stored = (row: RowTypes[N]) => storedOf(name, row)
  const row = (raw: Stored): RowTypes[N] => {
    if (extra) Reflect.deleteProperty(raw, extra)
    return raw as unknown as RowTypes[N]
  }

  const among = (index: string, value: string) => {
    if (!indices.includes(index)) throw new TypeError(`${name} has no index ${index}`)
    return table.where(index).equals(value)
  }

  const all = async () => {
    let page = await table.orderBy(':id').limit(PAGE).toArray()
    const rows = page.map(row)
    while (page.length === PAGE) {
      const last = page.at(-1)?.[key]
      page = await table.where(':id').above(last).limit(PAGE).toArray()
      rows.push(...page.map(row))
    }
    return rows
  }

  return {
    get: async (id) => {
      const raw = await table.get(id)
      return raw ? row(raw) : null
    },
    all,
    by: async (index, value) => (await among(index, value).toArray()).map(row),
    count: async (index, value) => among(index, value).count(),
    put: async (value) => void (await table.put(stored(value))),
    change: async (id, edit) => {
      const raw = await table.get(id)
      if (!raw) return null
      const next = edit(row(raw))
      if (next[key as keyof RowTypes[N]] !== id) throw new TypeError(`${name}: a change keeps its key`)
      await table.put(stored(next))
      return next
    },
    remove: async (id) => void (await table.delete(id)),
  }
}

/**
 * The tables of one transaction, each bound to it: Dexie's own way of knowing the transaction (by following promises) loses
 * it in nested async functions. `meet` hears which tables are used.
 */
function tablesOf(
  transaction: Transaction,
  names: readonly TableName[],
  meet?: (name: TableName) => void,
): Tables {
  const open = <N extends TableName>(name: N) => {
    if (!names.includes(name)) throw new TypeError(`${name} is not part of this transaction`)
    meet?.(name)
    return tableOver(transaction.table(name), name)
  }
  const made = {}
  for (const name of ALL_TABLES) Object.defineProperty(made, name, { get: () => open(name) })
  return made as Tables
}

/** The rows in IndexedDB: every tab of the site sees the same, and hears of the others' commits. */
export class DexieRows implements RowStore {
  /** For the other stores of this room that live in the same database. */
  readonly db: Dexie
  /** Hears of watches that ended by themselves and that nobody else asked after. */
  onWatchLost: (fault: Fault) => void = () => undefined
  readonly #watches: Watches

  private constructor(db: Dexie) {
    this.db = db
    this.#watches = new Watches(db.name)
  }

  /** Faults thrown as FaultError: `newer-data`, `storage-*`. */
  static async open(name = 'sfa', others: OtherTabs = {}): Promise<DexieRows> {
    return new DexieRows(await openRows(name, others))
  }

  read<R>(tables: readonly TableName[], work: (tables: Tables) => Promise<R>): Promise<R> {
    return this.#run('r', tables, work)
  }

  write<R>(tables: readonly TableName[], work: (tables: Tables) => Promise<R>): Promise<R> {
    return this.#run('rw', tables, work)
  }

  putLast<N extends TableName>(table: N, row: RowTypes[N]): void {
    try {
      // The browser drops a transaction whose page goes away, unless it was told to commit.
      const transaction = this.db.backendDB().transaction(table, 'readwrite')
      transaction.objectStore(table).put(storedOf(table, row))
      transaction.commit()
    } catch {
      // Closed or full: there is nobody left to tell.
    }
  }

  watch<R>(
    query: (tables: Tables) => Promise<R>,
    tell: (value: R) => void,
    fail: (fault: Fault) => void = (fault) => this.onWatchLost(fault),
  ): () => void {
    return this.#watches.add((meet) => this.#run('r', ALL_TABLES, query, meet), tell, fail)
  }

  close(): void {
    this.#watches.stop()
    this.db.close()
  }

  async #run<R>(
    mode: 'r' | 'rw',
    names: readonly TableName[],
    work: (tables: Tables) => Promise<R>,
    meet?: (name: TableName) => void,
  ): Promise<R> {
    try {
      return await this.db.transaction(mode, [...names], (tx) => work(tablesOf(tx, names, meet)))
    } catch (error) {
      throw storageError(error)
    }
  }
}
