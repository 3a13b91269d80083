import type { Dexie } from 'dexie'

export interface TableSize {
  name: string
  rows: number
}

/** How many rows each table holds, those of this room's own included. */
export async function tableSizes(db: Dexie): Promise<TableSize[]> {
  return Promise.all(db.tables.map(async (table) => ({ name: table.name, rows: await table.count() })))
}
