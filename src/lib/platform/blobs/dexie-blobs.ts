import { Dexie, type Table, type Transaction } from 'dexie'
import { FaultError } from '#lib/core/domain/fault.ts'
import { storageError, withRoom } from '#lib/core/domain/storage-fault.ts'
import type { BlobEntry, BlobSize, BlobStore, BlobUse } from './blob-store.ts'
import { checkSizes, sizeOf } from './entries.ts'

interface BytesRow {
  key: string
  bytes: Blob
}

/** Sizes lie beside the bytes, so that counting never touches them. */
interface SizeRow {
  key: string
  size: number
}

// On localhost the library would write every rejected call to the console.
Dexie.debug = false

class BytesDatabase extends Dexie {
  declare bytes: Table<BytesRow, string>
  declare sizes: Table<SizeRow, string>

  constructor(name: string) {
    // Strict: a row that says "this part is on disk" is written after these bytes and must not outlive them.
    super(name, { chromeTransactionDurability: 'strict', cache: 'disabled' })
    this.version(1).stores({ bytes: 'key', sizes: 'key' })
  }
}

async function guarded<T>(work: () => PromiseLike<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    throw storageError(error)
  }
}

/** Says how much room there is, where that is what is wrong. */
async function measured(error: FaultError, need: number): Promise<FaultError> {
  if (error.fault.code !== 'storage-full') return error
  const { usage, quota } = await navigator.storage
    .estimate()
    .catch(() => ({ usage: undefined, quota: undefined }))
  const free = usage === undefined || quota === undefined ? null : quota - usage
  return new FaultError(withRoom(error.fault, need, free), error)
}

const asBlob = ({ bytes }: BlobEntry) => (bytes instanceof Blob ? bytes : new Blob([bytes]))

/** The blob store in IndexedDB; any number of pages and workers may open it at once. */
export class DexieBlobs implements BlobStore {
  readonly #db: BytesDatabase

  constructor(name = 'sfa-bytes') {
    this.#db = new BytesDatabase(name)
  }

  async put(entries: readonly BlobEntry[], remove: readonly string[] = []): Promise<void> {
    try {
      await this.#put(entries, remove)
    } catch (error) {
      const need = entries.reduce((sum, entry) => sum + sizeOf(entry), 0)
      throw error instanceof FaultError ? await measured(error, need) : error
    }
  }

  #put(entries: readonly BlobEntry[], remove: readonly string[]): Promise<void> {
    return guarded(async () => {
      checkSizes(entries)
      await this.#write(async ({ bytes, sizes }) => {
        await removeKeys({ bytes, sizes }, [...remove])
        await bytes.bulkPut(entries.map((entry) => ({ key: entry.key, bytes: asBlob(entry) })))
        await sizes.bulkPut(entries.map((entry) => ({ key: entry.key, size: sizeOf(entry) })))
      })
    })
  }

  async get(key: string): Promise<Uint8Array<ArrayBuffer> | null> {
    const blob = await this.blob(key)
    return blob && guarded(async () => new Uint8Array(await blob.arrayBuffer()))
  }

  blob(key: string): Promise<Blob | null> {
    return guarded(async () => (await this.#db.bytes.get(key))?.bytes ?? null)
  }

  has(key: string): Promise<boolean> {
    return guarded(async () => (await this.#db.sizes.get(key)) !== undefined)
  }

  keys(prefix: string): Promise<string[]> {
    return guarded(() => this.#db.sizes.where('key').startsWith(prefix).primaryKeys())
  }

  use(prefix: string): Promise<BlobUse> {
    return guarded(async () => {
      const rows = await this.#db.sizes.where('key').startsWith(prefix).toArray()
      return { count: rows.length, bytes: rows.reduce((sum, row) => sum + row.size, 0) }
    })
  }

  list(prefix: string, after: string | null, most: number): Promise<BlobSize[]> {
    return guarded(async () => {
      const { sizes } = this.#db
      const found =
        after === null
          ? sizes.where('key').startsWith(prefix)
          : sizes.where('key').between(after, `${prefix}\uffff`, false, true)
      return (await found.limit(most).toArray()).map(({ key, size }) => ({ key, bytes: size }))
    })
  }

  removeAll(prefix: string): Promise<void> {
    return guarded(() =>
      this.#write(async (both) => {
        await removeKeys(both, await both.sizes.where('key').startsWith(prefix).primaryKeys())
      }),
    )
  }

  close(): void {
    this.#db.close()
  }

  #write(work: (both: Both) => Promise<void>): PromiseLike<void> {
    return this.#db.transaction('rw', this.#db.bytes, this.#db.sizes, (tx) => work(bound(tx)))
  }
}

type Both = Pick<BytesDatabase, 'bytes' | 'sizes'>

// Bound to their transaction: Dexie's own way of knowing it, by following promises, loses it in nested async functions.
function bound(tx: Transaction): Both {
  return { bytes: tx.table('bytes'), sizes: tx.table('sizes') }
}

async function removeKeys({ bytes, sizes }: Both, keys: string[]): Promise<void> {
  await bytes.bulkDelete(keys)
  await sizes.bulkDelete(keys)
}
