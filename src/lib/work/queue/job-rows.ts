import type { Fault } from '#lib/core/domain/fault.ts'
import type { Job, JobKind } from '#lib/core/domain/job.ts'
import type { Tables } from '#lib/platform/storage/rows.ts'
import { analyseRows } from '../kinds/analyse-rows.ts'
import { deliverHookRows } from '../kinds/deliver-hook-rows.ts'
import { downloadRows } from '../kinds/download-rows.ts'
import { enrichRows } from '../kinds/enrich-rows.ts'
import { exportRows } from '../kinds/export-rows.ts'
import { fetchMetadataRows } from '../kinds/fetch-metadata-rows.ts'
import { getModelRows } from '../kinds/get-model-rows.ts'
import type { KindRows } from '../kinds/kind-rows.ts'
import { prepareRows } from '../kinds/prepare-rows.ts'
import { receiveRows } from '../kinds/receive-rows.ts'
import { sendRows } from '../kinds/send-rows.ts'
import { separateRows } from '../kinds/separate-rows.ts'

/** What a job's state means to the rows it serves, kind by kind. */
const ROWS: { readonly [K in JobKind]: KindRows<K> } = {
  prepare: prepareRows,
  separate: separateRows,
  'get-model': getModelRows,
  analyse: analyseRows,
  'fetch-metadata': fetchMetadataRows,
  'deliver-hook': deliverHookRows,
  download: downloadRows,
  enrich: enrichRows,
  export: exportRows,
  send: sendRows,
  receive: receiveRows,
}

// The table holds for each kind the rows of that very kind, which the compiler cannot follow through an index.
const rowsOf = (job: Job) => ROWS[job.wish.kind] as KindRows<JobKind>

/** Cancelled: what was finished stays, what was unfinished goes. */
export const undoRows = (job: Job, tables: Tables): Promise<void> => rowsOf(job).undo(job.wish, tables)

/** Failed for good: the rows say why. */
export const failRows = (job: Job, why: Fault, tables: Tables): Promise<void> =>
  rowsOf(job).fail(job.wish, why, tables)

/** Asked for again: rows are as they were when the job was new. False when what it was for is gone. */
export const reviveRows = (job: Job, tables: Tables, now: number): Promise<boolean> =>
  rowsOf(job).revive(job.wish, tables, now)

/** Prefixes of bytes that an ended job may have left behind and that no row speaks of. */
export const leftovers = (job: Job, tables: Tables): Promise<string[]> =>
  rowsOf(job).leftovers(job.wish, tables)
