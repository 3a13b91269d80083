import { fault, FaultError } from '#lib/core/domain/fault.ts'
import { withRoom } from '#lib/core/domain/storage-fault.ts'
import type { BlobEntry, BlobSize, BlobStore, BlobUse } from './blob-store.ts'
import { checkSizes, sizeOf } from './entries.ts'

/** The blob store in memory: for tests, and wherever nothing need outlive the page. */
export class MemoryBlobs implements BlobStore {
  #held = new Map<string, Blob>()
  #closed = false
  readonly #quota: number

  /** `quota` in bytes; a put that would pass it answers `storage-full`. */
  constructor(quota = Number.POSITIVE_INFINITY) {
    this.#quota = quota
  }

  async put(entries: readonly BlobEntry[], remove: readonly string[] = []): Promise<void> {
    const held = new Map(this.#open())
    checkSizes(entries)
    for (const key of remove) held.delete(key)
    for (const entry of entries) held.set(entry.key, new Blob([entry.bytes]))
    const bytes = [...held.values()].reduce((sum, blob) => sum + blob.size, 0)
    const need = entries.reduce((sum, entry) => sum + sizeOf(entry), 0)
    if (need > 0 && bytes > this.#quota)
      throw new FaultError(withRoom(fault('storage-full'), need, this.#quota - (bytes - need)))
    this.#held = held
  }

  async get(key: string): Promise<Uint8Array<ArrayBuffer> | null> {
    const blob = this.#open().get(key)
    return blob ? new Uint8Array(await blob.arrayBuffer()) : null
  }

  async blob(key: string): Promise<Blob | null> {
    return this.#open().get(key) ?? null
  }

  async has(key: string): Promise<boolean> {
    return this.#open().has(key)
  }

  async keys(prefix: string): Promise<string[]> {
    return [...this.#open().keys()].filter((key) => key.startsWith(prefix)).sort()
  }

  async use(prefix: string): Promise<BlobUse> {
    const sizes = [...this.#open()].filter(([key]) => key.startsWith(prefix)).map(([, blob]) => blob.size)
    return { count: sizes.length, bytes: sizes.reduce((sum, size) => sum + size, 0) }
  }

  async list(prefix: string, after: string | null, most: number): Promise<BlobSize[]> {
    const keys = (await this.keys(prefix)).filter((key) => after === null || key > after)
    return keys.slice(0, most).map((key) => ({ key, bytes: this.#held.get(key)?.size ?? 0 }))
  }

  async removeAll(prefix: string): Promise<void> {
    this.#held = new Map([...this.#open()].filter(([key]) => !key.startsWith(prefix)))
  }

  close(): void {
    this.#closed = true
  }

  #open(): Map<string, Blob> {
    if (this.#closed) throw new FaultError(fault('storage-closed'))
    return this.#held
  }
}
