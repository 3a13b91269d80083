import { fault, FaultError, type Fault } from '#lib/core/domain/fault.ts'
import type { RowStore, RowTypes, TableName, Tables } from '#lib/platform/storage/rows.ts'

/** `refused`: the work is done and thrown away; `unheard`: it is kept, and the one who asked is told that it was not. */
export type Fate = 'well' | 'refused' | 'unheard'

/** Rows whose writes may go wrong, as a browser's do. */
export class FlakyRows implements RowStore {
  readonly #rows: RowStore
  readonly #fate: () => Fate

  constructor(rows: RowStore, fate: () => Fate) {
    this.#rows = rows
    this.#fate = fate
  }

  read<R>(names: readonly TableName[], work: (tables: Tables) => Promise<R>): Promise<R> {
    return this.#rows.read(names, work)
  }

  async write<R>(names: readonly TableName[], work: (tables: Tables) => Promise<R>): Promise<R> {
    const fate = this.#fate()
    if (fate === 'well') return this.#rows.write(names, work)
    const lost = new FaultError(fault('storage-failed', { detail: fate }))
    await this.#rows.write(names, async (tables) => {
      const value = await work(tables)
      if (fate === 'refused') throw lost
      return value
    })
    throw lost
  }

  putLast<N extends TableName>(table: N, row: RowTypes[N]): void {
    this.#rows.putLast(table, row)
  }

  watch<R>(
    query: (tables: Tables) => Promise<R>,
    tell: (value: R) => void,
    fail?: (fault: Fault) => void,
  ): () => void {
    return this.#rows.watch(query, tell, fail)
  }

  close(): void {
    this.#rows.close()
  }
}
