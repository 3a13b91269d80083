import { originalKey, originalPrefix } from '#lib/core/domain/keys.ts'
import type { BlobStore } from '#lib/platform/blobs/blob-store.ts'

/** What a reload can lose of a download. All pieces but the last are of this size, so their count tells how far it is. */
export const PIECE_BYTES = 1024 * 1024

/** The bytes of a track's file as they come, in pieces under the key of the file. */
export class Pieces {
  readonly #blobs: BlobStore
  readonly #trackId: string
  /** Throws when the work is not ours any more. */
  readonly #mayWrite: () => Promise<void>
  #kept = 0
  #bytes = 0
  #hand: Uint8Array<ArrayBuffer> = new Uint8Array(PIECE_BYTES)
  #held = 0

  private constructor(blobs: BlobStore, trackId: string, mayWrite: () => Promise<void>) {
    this.#blobs = blobs
    this.#trackId = trackId
    this.#mayWrite = mayWrite
  }

  /** As they lie on disk; what does not fit together goes. Only the whole, of `total` bytes, may end in a short piece. */
  static async open(
    blobs: BlobStore,
    trackId: string,
    total: number | null,
    mayWrite: () => Promise<void>,
  ): Promise<Pieces> {
    const pieces = new Pieces(blobs, trackId, mayWrite)
    const { count, bytes } = await blobs.use(originalPrefix(trackId))
    const keys = await blobs.keys(originalPrefix(trackId))
    const whole = keys.every((key, index) => key === originalKey(trackId, index))
    if (whole && (bytes === count * PIECE_BYTES || bytes === total)) {
      pieces.#kept = count
      pieces.#bytes = bytes
    } else await pieces.clear()
    return pieces
  }

  /** Bytes on disk. */
  get bytes(): number {
    return this.#bytes
  }

  /** Bytes that came, on disk and in hand. */
  get arrived(): number {
    return this.bytes + this.#held
  }

  /** The first bytes, from wherever they are. */
  async head(length: number): Promise<Uint8Array<ArrayBuffer>> {
    const first = this.#kept > 0 ? await this.#blobs.get(originalKey(this.#trackId, 0)) : null
    return (first ?? this.#hand.subarray(0, this.#held)).subarray(0, length)
  }

  async clear(): Promise<void> {
    await this.#mayWrite()
    await this.#blobs.removeAll(originalPrefix(this.#trackId))
    this.#kept = 0
    this.#bytes = 0
    this.#held = 0
  }

  async add(bytes: Uint8Array): Promise<void> {
    for (let at = 0; at < bytes.length;) {
      const part = bytes.subarray(at, at + PIECE_BYTES - this.#held)
      this.#hand.set(part, this.#held)
      this.#held += part.length
      at += part.length
      if (this.#held === PIECE_BYTES) await this.#write()
    }
  }

  /** Writes what is in hand: nothing can follow it. */
  async end(): Promise<void> {
    if (this.#held > 0) await this.#write()
  }

  async #write(): Promise<void> {
    await this.#mayWrite()
    const key = originalKey(this.#trackId, this.#kept)
    await this.#blobs.put([{ key, bytes: this.#hand.slice(0, this.#held) }])
    this.#kept += 1
    this.#bytes += this.#held
    this.#held = 0
  }
}
