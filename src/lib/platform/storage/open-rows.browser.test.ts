import { Dexie } from 'dexie'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { NO_FACTS } from '#lib/core/domain/track.ts'
import { trackOf } from '#tests/support/rows-of.ts'
import type { Fault } from '#lib/core/domain/fault.ts'
import { DexieRows } from './dexie-rows.ts'
import { LATEST, migrate } from './migrations.ts'

let name = ''
beforeEach(() => {
  name = `open-rows-${crypto.randomUUID()}`
})
afterEach(() => Dexie.delete(name))

/** The database as some other program left it. */
async function left(rows: unknown[], version: number = LATEST, mark?: number): Promise<void> {
  const db = new Dexie(name)
  migrate(db, Math.min(version, LATEST))
  if (version > LATEST) db.version(version).stores({ later: 'id' })
  await db.open()
  await db.table('tracks').bulkPut(rows)
  if (mark !== undefined) await db.table('meta').put({ key: 'checked', value: mark })
  db.close()
}

test('a database of a newer version is refused and stays as it is', async () => {
  await left([trackOf('a')], LATEST + 1)
  await expect(DexieRows.open(name)).rejects.toMatchObject({ fault: { code: 'newer-data' } })
  const db = await new Dexie(name).open()
  expect(db.verno).toBe(LATEST + 1)
  expect(await db.table('tracks').count()).toBe(1)
  db.close()
})

test('a new database looks like one that has come through all versions', async () => {
  const looks = (db: Dexie) =>
    db.tables.map(({ name: table, schema }) => [
      table,
      schema.primKey.src,
      ...schema.indexes.map(({ src }) => src).toSorted(),
    ])
  await left([], 1)
  const old = await DexieRows.open(name)
  const fresh = await DexieRows.open(`${name}-fresh`)
  expect(looks(fresh.db)).toEqual(looks(old.db))
  // As the browser has it, not as it was described.
  const stands = (db: Dexie) => {
    const { version, objectStoreNames } = db.backendDB()
    const at = db.backendDB().transaction([...objectStoreNames])
    return [version, ...[...objectStoreNames].map((store) => [store, ...at.objectStore(store).indexNames])]
  }
  expect(stands(fresh.db)).toEqual(stands(old.db))
  for (const rows of [old, fresh]) rows.close()
  await Dexie.delete(`${name}-fresh`)
})

test('a row that is none of ours is put aside, never shown and never lost', async () => {
  const broken = { ...trackOf('b'), durationS: 'long' }
  await left([trackOf('a'), broken])
  const rows = await DexieRows.open(name)
  expect(await rows.read(['tracks'], (at) => at.tracks.all())).toEqual([trackOf('a')])
  const kept = (await rows.db.table('meta').get('unreadable/tracks/b')) as { value: unknown }
  expect(kept.value).toEqual(broken)
  rows.close()
})

test('songs of the first version get what later ones have', async () => {
  const old = Object.fromEntries(Object.entries(trackOf('a')).filter(([name]) => !(name in NO_FACTS)))
  const db = new Dexie(name)
  migrate(db, 1)
  await db.open()
  await db.table('tracks').put(old)
  await db.table('meta').put({ key: 'checked', value: 1 })
  db.close()
  const rows = await DexieRows.open(name)
  expect(await rows.read(['tracks'], (at) => at.tracks.all())).toEqual([trackOf('a')])
  expect(await rows.read(['tracks'], (at) => at.tracks.by('file.sha256', 'a'))).toHaveLength(1)
  rows.close()
})

test('a migration that fails leaves the data as it was, says so, and can be done later', async () => {
  await left([trackOf('a')], 3)
  const broken = vi.spyOn(IDBObjectStore.prototype, 'createIndex').mockImplementation(() => {
    throw new DOMException('no such luck', 'ConstraintError')
  })
  await expect(DexieRows.open(name)).rejects.toMatchObject({ fault: { code: 'upgrade-failed' } })
  broken.mockRestore()
  const old = await new Dexie(name).open()
  expect(old.verno).toBe(3)
  expect(await old.table('tracks').toArray()).toEqual([trackOf('a')])
  old.close()
  const rows = await DexieRows.open(name)
  expect(await rows.read(['tracks'], (at) => at.tracks.all())).toEqual([trackOf('a')])
  rows.close()
})

test('rows are checked once, not at every start', async () => {
  const broken = { ...trackOf('b'), durationS: 'long' }
  await left([broken], LATEST, LATEST)
  const rows = await DexieRows.open(name)
  expect((await rows.read(['tracks'], (at) => at.tracks.all())).length).toBe(1)
  rows.close()
})

/** A tab of another version, past all of ours: it opens the database at a version and minds nobody. */
function stranger(version: number): Promise<IDBDatabase> {
  const request = indexedDB.open(name, version * 10)
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result)
    request.onerror = () => reject(request.error ?? new Error('not opened'))
  })
}

test('where a tab of an older version holds the database, that is told, and opening goes on when it lets go', async () => {
  await left([trackOf('a')], LATEST - 1)
  const old = await stranger(LATEST - 1)
  const held = Promise.withResolvers<Fault>()
  const opening = DexieRows.open(name, { held: held.resolve })
  expect(await held.promise).toMatchObject({ code: 'storage-held' })
  expect(old.version).toBe((LATEST - 1) * 10)
  old.close()
  const rows = await opening
  expect((await rows.read(['tracks'], (at) => at.tracks.all())).map((track) => track.id)).toEqual(['a'])
  rows.close()
})

test('a database that a newer version takes is let go, and never written again', async () => {
  await left([trackOf('a')], LATEST, LATEST)
  const taken = Promise.withResolvers<Fault>()
  const rows = await DexieRows.open(name, { taken: taken.resolve })
  const newer = await stranger(LATEST + 1)
  expect(await taken.promise).toMatchObject({ code: 'newer-data' })
  const write = rows.write(['tracks'], ({ tracks }) => tracks.put(trackOf('b')))
  await expect(write).rejects.toMatchObject({ fault: { code: 'storage-closed' } })
  const count = newer.transaction('tracks').objectStore('tracks').count()
  await new Promise((resolve) => (count.onsuccess = resolve))
  expect(count.result).toBe(1)
  newer.close()
})
