import type { Page } from 'playwright'
import type { Job } from '#lib/core/domain/job.ts'
import type { CachedExport } from '#lib/core/domain/export.ts'
import type { ModelRow } from '#lib/core/domain/model.ts'
import type { Receipt, Share } from '#lib/core/sharing/share.ts'
import type { Separation } from '#lib/core/domain/separation.ts'
import type { Track } from '#lib/core/domain/track.ts'

/** Everything a profile holds, as it lies in its databases. */
export interface Census {
  tracks: Track[]
  separations: Separation[]
  jobs: Job[]
  models: ModelRow[]
  made: CachedExport[]
  shares: Share[]
  receipts: Receipt[]
  /** sha256 of every stored value, by key. */
  bytes: Record<string, string>
  sizes: Record<string, number>
}

/** Reads the databases past the product. Empty where they are not there yet. */
export function takeCensus(page: Page): Promise<Census> {
  return page.evaluate(async () => {
    const answer = <T>(request: IDBRequest<T>) =>
      new Promise<T>((resolve, reject) => {
        request.onsuccess = () => resolve(request.result)
        request.onerror = () => reject(request.error ?? new Error('no answer'))
      })
    const opened = async (name: string) => {
      const known = await indexedDB.databases()
      return known.some((one) => one.name === name) ? answer(indexedDB.open(name)) : null
    }
    const all = async <T>(db: IDBDatabase | null, store: string): Promise<T[]> =>
      db?.objectStoreNames.contains(store)
        ? answer<T[]>(db.transaction(store).objectStore(store).getAll())
        : []
    const hash = async (blob: Blob) => {
      const digest = await crypto.subtle.digest('SHA-256', await blob.arrayBuffer())
      return [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, '0')).join('')
    }
    const rows = await opened('sfa')
    const kept = await opened('sfa-bytes')
    const bytes: Record<string, string> = {}
    for (const row of await all<{ key: string; bytes: Blob }>(kept, 'bytes'))
      bytes[row.key] = await hash(row.bytes)
    const sizes = await all<{ key: string; size: number }>(kept, 'sizes')
    const census = {
      tracks: await all<Track>(rows, 'tracks'),
      separations: await all<Separation>(rows, 'separations'),
      jobs: await all<Job>(rows, 'jobs'),
      models: await all<ModelRow>(rows, 'models'),
      made: await all<CachedExport>(rows, 'exportCache'),
      shares: await all<Share>(rows, 'shares'),
      receipts: await all<Receipt>(rows, 'receipts'),
      bytes,
      sizes: Object.fromEntries(sizes.map((row) => [row.key, row.size])),
    }
    rows?.close()
    kept?.close()
    return census
  })
}

/** A job that has to wait out a lease or a silent worker comes back well within this. */
const LIMIT_MS = 90_000

/** Until no job is left to do; throws with those that do not end. */
export async function rest(page: Page): Promise<void> {
  const from = performance.now()
  for (;;) {
    const live = await liveJobs(page)
    if (live.length === 0) return
    if (performance.now() - from > LIMIT_MS) throw new Error(`still to do: ${JSON.stringify(live)}`)
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
}

function liveJobs(page: Page): Promise<Pick<Job, 'kind' | 'state' | 'fault'>[]> {
  return page.evaluate(async () => {
    const request = indexedDB.open('sfa')
    const db = await new Promise<IDBDatabase>((resolve, reject) => {
      request.onsuccess = () => resolve(request.result)
      request.onerror = () => reject(request.error ?? new Error('no answer'))
    })
    const read = db.transaction('jobs').objectStore('jobs').getAll() as IDBRequest<Job[]>
    const jobs = await new Promise<Job[]>((resolve) => {
      read.onsuccess = () => resolve(read.result)
    })
    db.close()
    return jobs
      .filter((job) => !['done', 'failed', 'cancelled'].includes(job.state))
      .map(({ kind, state, fault }) => ({ kind, state, fault }))
  })
}
