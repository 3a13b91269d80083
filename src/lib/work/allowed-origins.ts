import * as v from 'valibot'
import type { Tables } from '#lib/platform/storage/rows.ts'

const KEY = 'allowedOrigins'
const stored = v.array(v.pipe(v.string(), v.url()))

/** Origins whose pages may follow this library's work, sorted. */
export async function readOrigins({ settings }: Pick<Tables, 'settings'>): Promise<string[]> {
  const row = await settings.get(KEY)
  return v.is(stored, row?.value) ? row.value : []
}

/** Adds or takes away one; false when nothing changes. */
export async function changeOrigins(
  tables: Pick<Tables, 'settings'>,
  origin: string,
  allowed: boolean,
): Promise<boolean> {
  const before = await readOrigins(tables)
  if (before.includes(origin) === allowed) return false
  const value = allowed ? [...before, origin].toSorted() : before.filter((one) => one !== origin)
  await tables.settings.put({ key: KEY, value })
  return true
}
