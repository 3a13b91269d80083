import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { GOLDEN_ROWS } from '#tests/support/golden/rows.ts'
import { answerOf, GOLDEN_VERSIONS, goldenRows, readRaw, writeGolden } from '#tests/support/golden/stores.ts'
import { DexieRows } from './dexie-rows.ts'
import { LATEST } from './migrations.ts'
import type { TableName } from './rows.ts'
import { ALL_TABLES, TABLES } from './tables.ts'

let name = ''
const names: string[] = []

function anotherName(): void {
  name = `golden-${crypto.randomUUID()}`
  names.push(name)
}

beforeEach(anotherName)
afterEach(async () => {
  vi.restoreAllMocks()
  await Promise.all(names.splice(0).map((one) => answerOf(indexedDB.deleteDatabase(one))))
})

/** Every row of that version is there, reads, and says what it said. */
async function expectWhole(version: number): Promise<void> {
  const rows = await DexieRows.open(name)
  for (const { table, key, row } of goldenRows(version)) {
    const own = Object.fromEntries(Object.entries(row).filter(([field]) => field !== 'liveKey'))
    const found = await rows.read<unknown>([table as TableName], async (at) =>
      at[table as TableName].get(key),
    )
    expect(found, `${table} of version ${version}`).toMatchObject(own)
  }
  const aside = await rows.db.table('meta').where('key').startsWith('unreadable/').count()
  expect(aside).toBe(0)
  // A live job still stands in the way of its like.
  expect(await rows.db.table('jobs').where('liveKey').equals('prepare:t1').count()).toBe(1)
  rows.close()
}

test('every released version and every table has its golden rows', () => {
  expect(GOLDEN_VERSIONS.at(-1)).toBe(LATEST)
  expect(GOLDEN_ROWS.map(({ table }) => table).sort()).toEqual([...ALL_TABLES].sort())
})

/** What can go wrong in an upgrade, and in the check of rows after it: each change of stores, indices and rows. */
const CHANGES = [
  [IDBDatabase.prototype, 'createObjectStore'],
  [IDBObjectStore.prototype, 'createIndex'],
  [IDBObjectStore.prototype, 'put'],
  [IDBCursor.prototype, 'update'],
] as const

/** The browser fails at the `nth` change from now on; answers whether it came to that. */
function failAt(nth: number): () => boolean {
  let met = 0
  for (const [owner, method] of CHANGES) {
    const original = Reflect.get(owner, method) as (...args: unknown[]) => unknown
    const spied = owner as unknown as Record<string, (...args: unknown[]) => unknown>
    vi.spyOn(spied, method).mockImplementation(function (this: unknown, ...args: unknown[]) {
      met += 1
      if (met === nth) throw new DOMException('no room', 'QuotaExceededError')
      return original.apply(this, args)
    })
  }
  return () => met >= nth
}

describe.each(GOLDEN_VERSIONS)('a database of version %i', (version) => {
  test('opens with every row', async () => {
    await writeGolden(name, version)
    await expectWhole(version)
    const { version: now } = await readRaw(name)
    expect(now).toBe(LATEST)
  })

  test('loses nothing wherever its upgrade breaks off, and the next start completes it', async () => {
    for (let nth = 1; ; nth++) {
      await writeGolden(name, version)
      const before = await readRaw(name)
      const came = failAt(nth)
      const opened = await DexieRows.open(name).then(
        (rows) => rows.close(),
        (error: unknown) => error,
      )
      vi.restoreAllMocks()
      if (!came()) break
      expect(opened, `broken off at change ${nth}`).toMatchObject({ fault: { code: 'storage-full' } })
      const after = await readRaw(name)
      for (const { table, key } of goldenRows(version)) {
        const path = TABLES[table as TableName].key
        const at = (all: typeof before) =>
          (all.rows[table] as Record<string, unknown>[]).find((row) => row[path] === key)
        expect(at(after), `${table} after change ${nth}`).toMatchObject(at(before) ?? {})
      }
      // Either the whole upgrade or none of it: never a version between.
      expect([version, LATEST]).toContain(after.version)
      await expectWhole(version)
      anotherName()
    }
  })
})
