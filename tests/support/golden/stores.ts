import { GOLDEN_ROWS } from './rows.ts'

/** Key path (null: counted up) and indices (`&` is unique) of the stores that a version brought. Frozen, as the rows are. */
const BROUGHT: readonly Record<string, { key: string | null; indices: readonly string[] }>[] = [
  {
    tracks: { key: 'id', indices: ['&sourceKey'] },
    separations: { key: 'id', indices: ['trackId'] },
    jobs: { key: 'id', indices: ['state', 'trackId', 'dedupeKey', '&liveKey'] },
    models: { key: 'id', indices: [] },
    mixes: { key: 'trackId', indices: [] },
    settings: { key: 'key', indices: [] },
    logs: { key: null, indices: [] },
    meta: { key: 'key', indices: [] },
  },
  { auditEvents: { key: 'id', indices: [] }, hooks: { key: 'id', indices: [] } },
  { analyses: { key: 'id', indices: ['trackId'] }, analysisEdits: { key: 'trackId', indices: [] } },
  {
    tracks: { key: 'id', indices: ['file.sha256', 'albumId'] },
    albums: { key: 'id', indices: ['&sourceKey'] },
    albumTracks: { key: 'id', indices: ['albumId', 'trackId'] },
    batches: { key: 'id', indices: [] },
  },
  { breakers: { key: 'service', indices: [] } },
  {
    downloads: { key: 'trackId', indices: [] },
    enrichmentTasks: { key: 'id', indices: ['trackId', 'status'] },
    secrets: { key: 'key', indices: [] },
  },
  { trackFacts: { key: 'trackId', indices: [] } },
  { trash: { key: 'id', indices: [] } },
  {
    recipes: { key: 'id', indices: [] },
    exports: { key: 'id', indices: [] },
    exportFiles: { key: 'id', indices: ['exportId', 'trackId'] },
    exportCache: { key: 'id', indices: ['trackId'] },
  },
  { shares: { key: 'id', indices: ['trackId'] }, receipts: { key: 'id', indices: ['trackId'] } },
]

export const GOLDEN_VERSIONS = BROUGHT.map((_, index) => index + 1)

/** What version 4 added to every song. */
const OF_4 = { link: null, isrc: null, spotifyId: null, releaseDate: null, label: null, coverUrl: null }

/** The rows that a database of `version` holds. */
export const goldenRows = (version: number) =>
  GOLDEN_ROWS.filter(({ since }) => since <= version).map((one) =>
    one.table === 'tracks' && version >= 4
      ? { ...one, row: { ...one.row, ...OF_4, durationMs: null, albumId: null } }
      : one,
  )

export const answerOf = <T>(request: IDBRequest<T>): Promise<T> =>
  new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result)
    request.onerror = () => reject(request.error ?? new Error('no answer'))
  })

/** Writes the database as the app of `version` left it, without any code of the app. */
export async function writeGolden(name: string, version: number): Promise<void> {
  const request = indexedDB.open(name, version * 10)
  request.onupgradeneeded = () => {
    const { result: db, transaction } = request
    for (const stores of BROUGHT.slice(0, version))
      for (const [store, { key, indices }] of Object.entries(stores)) {
        const made = db.objectStoreNames.contains(store)
          ? transaction?.objectStore(store)
          : db.createObjectStore(
              store,
              key === null ? { autoIncrement: true, keyPath: 'id' } : { keyPath: key },
            )
        for (const index of indices) {
          const path = index.replace('&', '')
          made?.createIndex(path, path, { unique: path !== index })
        }
      }
  }
  const db = await answerOf(request)
  const rows = goldenRows(version)
  const transaction = db.transaction([...new Set(['meta', ...rows.map(({ table }) => table)])], 'readwrite')
  for (const { table, row } of rows) transaction.objectStore(table).put(row)
  transaction.objectStore('meta').put({ key: 'checked', value: version })
  await new Promise((resolve, reject) => {
    transaction.oncomplete = resolve
    transaction.onabort = () => reject(transaction.error ?? new Error('aborted'))
  })
  db.close()
}

/** The database as it now lies there, read without any code of the app. */
export async function readRaw(name: string): Promise<{ version: number; rows: Record<string, unknown[]> }> {
  const db = await answerOf(indexedDB.open(name))
  const rows: Record<string, unknown[]> = {}
  for (const store of db.objectStoreNames)
    rows[store] = await answerOf(db.transaction(store).objectStore(store).getAll() as IDBRequest<unknown[]>)
  const { version } = db
  db.close()
  return { version: version / 10, rows }
}
