import { fault, FaultError, type Fault } from '#lib/core/domain/fault.ts'
import { storageError } from '#lib/core/domain/storage-fault.ts'
import type { RowStore, RowTypes, Table, TableName, Tables } from './rows.ts'
import { ALL_TABLES, TABLES } from './tables.ts'

type Held = Map<string, unknown>
type Content = Record<TableName, Held>

interface Watcher {
  run(): void
  touched: Set<TableName>
}

/** What several `MemoryRows` share, as tabs share a database. Transactions run one after another. */
export class MemoryDisk {
  content = Object.fromEntries(ALL_TABLES.map((name) => [name, new Map()])) as unknown as Content
  readonly watchers = new Set<Watcher>()
  #last: Promise<unknown> = Promise.resolve()

  inTurn<R>(work: () => Promise<R>): Promise<R> {
    const turn = this.#last.then(work)
    this.#last = turn.catch(() => undefined)
    return turn
  }

  committed(changed: Content): void {
    const names = ALL_TABLES.filter((name) => changed[name] !== this.content[name])
    this.content = changed
    for (const watcher of [...this.watchers])
      if (names.some((name) => watcher.touched.has(name))) watcher.run()
  }
}

/** As `structuredClone`, but many times faster on the plain objects that rows are. */
function copyOf<T>(value: T): T {
  if (typeof value !== 'object' || value === null) return value
  if (Array.isArray(value)) return value.map(copyOf) as T
  if (Object.getPrototypeOf(value) !== Object.prototype) return structuredClone(value)
  const copy: Record<string, unknown> = {}
  for (const key of Object.keys(value)) copy[key] = copyOf((value as Record<string, unknown>)[key])
  return copy as T
}

/** One table of a transaction: reads and writes copies, tells which tables it met. */
function tableOver<N extends TableName>(
  content: Content,
  name: N,
  meet: (name: TableName, change: boolean) => void,
): Table<RowTypes[N]> {
  const { key, indices, unique } = TABLES[name]
  type Row = RowTypes[N]
  const held = (change = false) => {
    meet(name, change)
    return content[name] as Map<string, Row>
  }
  const part = (at: unknown, name: string) => (at as Record<string, unknown> | null)?.[name]
  const field = (row: Row, index: string) =>
    index.includes('.') ? index.split('.').reduce<unknown>(part, row) : part(row, index)

  const found = (index: string, value: string) => {
    if (!indices.includes(index)) throw new TypeError(`${name} has no index ${index}`)
    return [...held().values()].filter((row) => field(row, index) === value)
  }

  const put = (row: Row) => {
    const id = String(field(row, key))
    const value = unique?.of(row) ?? null
    const rows = held(true)
    for (const [other, there] of value === null ? [] : rows)
      if (other !== id && unique?.of(there) === value)
        throw new FaultError(fault('storage-failed', { detail: `ConstraintError: ${unique.index}` }))
    rows.set(id, copyOf(row))
  }

  return {
    get: async (id) => copyOf(held().get(id) ?? null),
    all: async () => copyOf([...held().values()]),
    by: async (index, value) => copyOf(found(index, value)),
    count: async (index, value) => found(index, value).length,
    put: async (row) => put(row),
    change: async (id, edit) => {
      const row = held().get(id)
      if (!row) return null
      const next = edit(copyOf(row))
      if (field(next, key) !== id) throw new TypeError(`${name}: a change keeps its key`)
      put(next)
      return next
    },
    remove: async (id) => void held(true).delete(id),
  }
}

/** The tables of one transaction, each made when it is first used. */
class Staged {
  readonly #content: Content
  readonly #meet: (name: TableName, change: boolean) => void
  readonly #made = new Map<TableName, unknown>()

  static {
    for (const name of ALL_TABLES)
      Object.defineProperty(Staged.prototype, name, {
        get(this: Staged) {
          return this.#table(name)
        },
      })
  }

  constructor(content: Content, meet: (name: TableName, change: boolean) => void) {
    this.#content = content
    this.#meet = meet
  }

  #table(name: TableName): unknown {
    const made = this.#made.get(name) ?? tableOver(this.#content, name, this.#meet)
    this.#made.set(name, made)
    return made
  }
}

/** The rows in memory, for tests: the same promises as the database's, without a browser. */
export class MemoryRows implements RowStore {
  readonly #disk: MemoryDisk
  readonly #stops = new Set<() => void>()
  #closed = false

  constructor(disk = new MemoryDisk()) {
    this.#disk = disk
  }

  read<R>(names: readonly TableName[], work: (tables: Tables) => Promise<R>): Promise<R> {
    return this.#run(names, false, work)
  }

  write<R>(names: readonly TableName[], work: (tables: Tables) => Promise<R>): Promise<R> {
    return this.#run(names, true, work)
  }

  putLast<N extends TableName>(table: N, row: RowTypes[N]): void {
    if (this.#closed) return
    const put = (tables: Tables) => (tables[table] as Table<RowTypes[N]>).put(row)
    this.#disk.inTurn(() => this.#once([table], true, put, new Set())).catch(() => undefined)
  }

  watch<R>(
    query: (tables: Tables) => Promise<R>,
    tell: (value: R) => void,
    fail: (fault: Fault) => void = () => undefined,
  ): () => void {
    let stopped = false
    let wanted = 0
    const watcher: Watcher = {
      touched: new Set(ALL_TABLES),
      run: () => {
        const mine = ++wanted
        const touched = new Set<TableName>()
        this.#run(ALL_TABLES, false, query, touched).then(
          (value) => {
            watcher.touched = touched
            if (!stopped && mine === wanted) tell(value)
          },
          (error) => !stopped && fail(storageError(error).fault),
        )
      },
    }
    const stop = () => {
      stopped = true
      this.#disk.watchers.delete(watcher)
      this.#stops.delete(stop)
    }
    this.#disk.watchers.add(watcher)
    this.#stops.add(stop)
    watcher.run()
    return stop
  }

  close(): void {
    this.#closed = true
    for (const stop of [...this.#stops]) stop()
  }

  async #run<R>(
    names: readonly TableName[],
    mayWrite: boolean,
    work: (tables: Tables) => Promise<R>,
    touched = new Set<TableName>(),
  ): Promise<R> {
    return this.#disk.inTurn(async () => {
      if (this.#closed) throw new FaultError(fault('storage-closed'))
      return this.#once(names, mayWrite, work, touched)
    })
  }

  async #once<R>(
    names: readonly TableName[],
    mayWrite: boolean,
    work: (tables: Tables) => Promise<R>,
    touched: Set<TableName>,
  ): Promise<R> {
    const staged = { ...this.#disk.content }
    const meet = (name: TableName, change: boolean) => {
      if (!names.includes(name)) throw new TypeError(`${name} is not part of this transaction`)
      if (change && !mayWrite) throw new TypeError('this transaction only reads')
      if (change && staged[name] === this.#disk.content[name]) staged[name] = new Map(staged[name])
      touched.add(name)
    }
    try {
      const value = await work(new Staged(staged, meet) as unknown as Tables)
      this.#disk.committed(staged)
      return value
    } catch (error) {
      throw storageError(error)
    }
  }
}
