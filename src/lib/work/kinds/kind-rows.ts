import type { Fault } from '#lib/core/domain/fault.ts'
import type { JobKind, JobWish } from '#lib/core/domain/job.ts'
import type { Tables } from '#lib/platform/storage/rows.ts'

export type WishOf<K extends JobKind> = Extract<JobWish, { kind: K }>

/**
 * What the states of a job of this kind mean to the rows it serves. Each is called in the transaction that changes the
 * state, over all tables.
 */
export interface KindRows<K extends JobKind> {
  /** Cancelled: what was finished stays, what was unfinished goes. */
  undo(wish: WishOf<K>, tables: Tables): Promise<void>
  /** Failed for good: the rows say why. */
  fail(wish: WishOf<K>, why: Fault, tables: Tables): Promise<void>
  /** Asked for again: the rows are as they were when the job was new. False when what it was for is gone. */
  revive(wish: WishOf<K>, tables: Tables, now: number): Promise<boolean>
  /** Prefixes of bytes that a cancelled job may have left behind and that no row speaks of. */
  leftovers(wish: WishOf<K>, tables: Tables): Promise<string[]>
}
