import type { PackRows } from '#lib/core/backup/archive.ts'
import type { RowTypes, TableName } from '#lib/platform/storage/rows.ts'
import { rowOf } from '#lib/platform/storage/schemas.ts'

/** The rows of a pack that are rows of this version; what is none is left out. */
export function rowsIn<N extends TableName>(rows: PackRows, table: N): RowTypes[N][] {
  return (rows[table] ?? []).flatMap((raw) => {
    const row = rowOf(table, raw)
    return row ? [row] : []
  })
}
