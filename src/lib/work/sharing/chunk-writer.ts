import { receiptChunkKey } from '#lib/core/domain/keys.ts'
import type { BlobStore } from '#lib/platform/blobs/blob-store.ts'

interface Waiting {
  chunk: number
  bytes: Uint8Array<ArrayBuffer>
  done: PromiseWithResolvers<null>
}

/** Writes chunks as they come; those that come while others are written go in one transaction. */
export class ChunkWriter {
  readonly #blobs: BlobStore
  readonly #receiptId: string
  #waiting: Waiting[] = []
  #busy = false

  constructor(blobs: BlobStore, receiptId: string) {
    this.#blobs = blobs
    this.#receiptId = receiptId
  }

  /** Resolves once it is on disk. */
  keep(chunk: number, bytes: Uint8Array<ArrayBuffer>): Promise<null> {
    const done = Promise.withResolvers<null>()
    this.#waiting.push({ chunk, bytes, done })
    void this.#go()
    return done.promise
  }

  async #go(): Promise<void> {
    if (this.#busy) return
    this.#busy = true
    while (this.#waiting.length > 0) {
      const batch = this.#waiting.splice(0)
      try {
        await this.#blobs.put(
          batch.map(({ chunk, bytes }) => ({ key: receiptChunkKey(this.#receiptId, chunk), bytes })),
        )
        for (const { done } of batch) done.resolve(null)
      } catch (error) {
        for (const { done } of batch) done.reject(error)
      }
    }
    this.#busy = false
  }
}
