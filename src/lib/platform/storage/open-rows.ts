import { appPart } from '#lib/core/domain/app-part.ts'
import { Dexie } from 'dexie'
import { fault, FaultError, wordsOf, type Fault } from '#lib/core/domain/fault.ts'
import { storageError } from '#lib/core/domain/storage-fault.ts'
import { describeLatest, migrate, LATEST } from './migrations.ts'
import { ALL_TABLES, TABLES } from './tables.ts'

// On localhost the library would write every rejected call to the console.
Dexie.debug = false

// Commit, then tell: with the library's cache a watcher may see rows that are not committed yet.
const OPTIONS = { cache: 'disabled' } as const

/** IndexedDB counts ten to one of Dexie's versions. */
const IDB_PER_VERSION = 10

/** `checked`: the version whose schemas all rows have passed. `unreadable/…`: a row that did not, kept as it was. */
interface MetaRow {
  key: string
  value: unknown
}

/** What tabs of other versions do to the database, while it is opened and after. */
export interface OtherTabs {
  /** One of an older version holds it and does not let go: opening goes on by itself when that tab closes. */
  held?(why: Fault): void
  /** One of a newer version has taken it, or it was deleted: here it is closed for good. */
  taken?(why: Fault): void
}

/**
 * Opens the database of rows, brings it to the latest version and checks rows that another version wrote.
 * Faults: `newer-data` and `upgrade-failed` (nothing is touched), `storage-closed`, `storage-full`, `storage-failed`.
 */
export async function openRows(name: string, others: OtherTabs = {}): Promise<Dexie> {
  const db = new Dexie(name, OPTIONS)
  const stands = await versionOf(name)
  if (stands === 0 || stands === LATEST) describeLatest(db)
  else migrate(db)
  heed(db, others)
  try {
    await openAtLatest(db)
    refuseNewer(db)
    await checkOnce(db)
    return db
  } catch (error) {
    db.close()
    throw storageError(error)
  }
}

/** A step that fails takes all steps back: the data then lies as the version before wrote it. */
async function openAtLatest(db: Dexie): Promise<void> {
  try {
    await db.open()
  } catch (error) {
    const version = await versionOf(db.name)
    if (!version || version >= LATEST) throw error
    const why = storageError(error)
    // Nothing is wrong with the step where it only had no room.
    if (why.fault.code === 'storage-full') throw why
    const detail = `version ${version} to ${LATEST}: ${wordsOf(error)}`
    throw new FaultError(fault('upgrade-failed', { detail }), error)
  }
}

/** The version a database stands at, 0 where there is none; null where the browser does not tell. */
async function versionOf(name: string): Promise<number | null> {
  try {
    const found = (await indexedDB.databases()).find((one) => one.name === name)
    return (found?.version ?? 0) / IDB_PER_VERSION
  } catch {
    return null
  }
}

function heed(db: Dexie, { held, taken }: OtherTabs): void {
  db.on('blocked', () => {
    held?.(fault('storage-held'))
    return false
  })
  // Left to itself the library would open the database again with the next call, whatever version it then has.
  db.on('versionchange', ({ newVersion }: IDBVersionChangeEvent) => {
    db.close()
    taken?.(newVersion === null ? fault('storage-closed') : fault('newer-data'))
    return false
  })
}

// Dexie opens a database of any version.
function refuseNewer(db: Dexie): void {
  const found = Math.floor(db.backendDB().version / IDB_PER_VERSION)
  if (found <= LATEST) return
  throw new FaultError(fault('newer-data', { detail: `version ${found}, this is ${LATEST}` }))
}

async function checkOnce(db: Dexie): Promise<void> {
  const mark = { key: 'checked', value: LATEST }
  const found = (await db.table('meta').get('checked')) as MetaRow | undefined
  if (found?.value === LATEST) return
  // A first visit has nothing to check, and needs no schemas.
  const counts = await Promise.all(ALL_TABLES.map((name) => db.table(name).count()))
  if (counts.every((count) => count === 0)) return void (await db.table('meta').put(mark))
  // Before the transaction, which would end while they are fetched.
  const { rowOf } = await appPart(() => import('./schemas.ts'))
  await db.transaction('rw', [...ALL_TABLES, 'meta'], async (tx) => {
    for (const name of ALL_TABLES) {
      const table = tx.table<Record<string, unknown>, string>(name)
      for (const raw of await table.toArray()) {
        const row = rowOf(name, raw)
        const key = String(raw[TABLES[name].key])
        if (row) {
          // What this version added gets its default; values of unique indices lie beside the row and stay.
          await table.put({ ...raw, ...row })
          continue
        }
        await tx.table<MetaRow>('meta').put({ key: `unreadable/${name}/${key}`, value: raw })
        await table.delete(key)
      }
    }
    await tx.table<MetaRow>('meta').put(mark)
  })
}
