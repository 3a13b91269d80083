import { Dexie } from 'dexie'
import { cdp } from 'vitest/browser'

interface Devtools {
  send(method: string, params: object): Promise<unknown>
}

interface Buckets {
  open(name: string): Promise<{ indexedDB: IDBFactory }>
  delete(name: string): Promise<void>
}

const BUCKET = 'narrow'
const own = Dexie.dependencies.indexedDB
const buckets = () => (navigator as unknown as { storageBuckets: Buckets }).storageBuckets

async function setQuota(quotaSize: number | null): Promise<void> {
  const devtools = cdp() as unknown as Devtools
  const origin = location.origin
  await devtools.send(
    'Storage.overrideQuotaForOrigin',
    quotaSize === null ? { origin } : { origin, quotaSize },
  )
}

/**
 * Browser tests only: databases opened from now on share a disk of `bytes`. They get a storage bucket of their own, because
 * Chromium remembers for half a minute how much room a bucket had.
 */
export async function narrowDisk(bytes: number): Promise<void> {
  // What other tests of this origin have left counts too.
  const { usage = 0 } = await navigator.storage.estimate()
  await setQuota(usage + bytes)
  Dexie.dependencies.indexedDB = (await buckets().open(BUCKET)).indexedDB
}

/** The browser's own disk again. */
export async function wideDisk(): Promise<void> {
  if (Dexie.dependencies.indexedDB === own) return
  Dexie.dependencies.indexedDB = own
  await buckets().delete(BUCKET)
  await setQuota(null)
}
