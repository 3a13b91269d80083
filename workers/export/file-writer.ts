import { exportChunkKey, exportPrefix } from '#lib/core/domain/keys.ts'
import type { BlobStore } from '#lib/platform/blobs/blob-store.ts'

/** Bytes in one stored piece of a made file. */
const CHUNK_BYTES = 1024 * 1024

/** A file in the blob store, in pieces: written mostly at its end, mended anywhere. At most one piece is in memory. */
export class FileWriter {
  readonly #blobs: BlobStore
  readonly #id: string
  /** The last piece, as far as it is filled. */
  #tail = new Uint8Array(CHUNK_BYTES)
  #whole = 0

  private constructor(blobs: BlobStore, id: string) {
    this.#blobs = blobs
    this.#id = id
  }

  /** Whatever an earlier try has left is gone. */
  static async open(blobs: BlobStore, id: string): Promise<FileWriter> {
    await blobs.removeAll(exportPrefix(id))
    return new FileWriter(blobs, id)
  }

  /** A file that was closed, to be read. */
  static async reopen(blobs: BlobStore, id: string): Promise<FileWriter> {
    const file = new FileWriter(blobs, id)
    const { count, bytes } = await blobs.use(exportPrefix(id))
    if (count === 0) return file
    file.#whole = Math.floor(bytes / CHUNK_BYTES)
    file.#filled = bytes - file.#whole * CHUNK_BYTES
    const last = file.#filled > 0 ? await blobs.get(exportChunkKey(id, file.#whole)) : null
    if (last) file.#tail.set(last)
    return file
  }

  #filled = 0

  get length(): number {
    return this.#whole * CHUNK_BYTES + this.#filled
  }

  async append(bytes: Uint8Array): Promise<void> {
    for (let at = 0; at < bytes.length;) {
      const count = Math.min(bytes.length - at, CHUNK_BYTES - this.#filled)
      this.#tail.set(bytes.subarray(at, at + count), this.#filled)
      this.#filled += count
      at += count
      if (this.#filled === CHUNK_BYTES) await this.#putTail()
    }
  }

  /** Over what is there, or on at its end; never beyond. */
  async write(position: number, bytes: Uint8Array): Promise<void> {
    const over = Math.max(0, Math.min(bytes.length, this.length - position))
    for (let at = 0; at < over;) {
      const index = Math.floor((position + at) / CHUNK_BYTES)
      const from = position + at - index * CHUNK_BYTES
      const count = Math.min(over - at, CHUNK_BYTES - from)
      await this.#mend(index, from, bytes.subarray(at, at + count))
      at += count
    }
    await this.append(bytes.subarray(over))
  }

  async read(position: number, length: number): Promise<Uint8Array<ArrayBuffer>> {
    const out = new Uint8Array(length)
    for (let at = 0; at < length;) {
      const index = Math.floor((position + at) / CHUNK_BYTES)
      const from = position + at - index * CHUNK_BYTES
      const count = Math.min(length - at, CHUNK_BYTES - from)
      const piece = await this.#piece(index)
      out.set(piece.subarray(from, from + count), at)
      at += count
    }
    return out
  }

  async #piece(index: number): Promise<Uint8Array> {
    if (index === this.#whole) return this.#tail
    return (await this.#blobs.get(exportChunkKey(this.#id, index))) ?? new Uint8Array(CHUNK_BYTES)
  }

  async #mend(index: number, from: number, bytes: Uint8Array): Promise<void> {
    const piece = await this.#piece(index)
    piece.set(bytes, from)
    if (index === this.#whole) return
    await this.#blobs.put([{ key: exportChunkKey(this.#id, index), bytes: new Uint8Array(piece) }])
  }

  /** Puts the last piece; answers the length of the file. */
  async close(): Promise<number> {
    const bytes = this.length
    if (this.#filled > 0) {
      const last = this.#tail.slice(0, this.#filled)
      await this.#blobs.put([{ key: exportChunkKey(this.#id, this.#whole), bytes: last }])
    }
    return bytes
  }

  async #putTail(): Promise<void> {
    await this.#blobs.put([{ key: exportChunkKey(this.#id, this.#whole), bytes: this.#tail }])
    this.#whole += 1
    this.#filled = 0
    this.#tail = new Uint8Array(CHUNK_BYTES)
  }
}
