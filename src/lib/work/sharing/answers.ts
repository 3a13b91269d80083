import type { Frame } from '#lib/core/sharing/frames.ts'

type Piece = Extract<Frame, { type: 'piece' }>

interface Awaited {
  chunk: number
  bytes: Uint8Array<ArrayBuffer>
  filled: number
}

/** `more`: it goes on. `strange`: nobody asked for it. Bytes are null where it came out of order or too long. */
export type Answer = { chunk: number; bytes: Uint8Array<ArrayBuffer> | null } | 'more' | 'strange'

/**
 * Answers of one peer as they grow. Room for each is made when it is asked for and no larger than the manifest says: what
 * is longer, out of order or unasked for finds none.
 */
export class Answers {
  readonly #awaited = new Map<number, Awaited>()
  #next = 1

  /** The number to ask under. */
  expect(chunk: number, bytes: number): number {
    const request = this.#next
    this.#next = (this.#next + 1) >>> 0
    this.#awaited.set(request, { chunk, bytes: new Uint8Array(bytes), filled: 0 })
    return request
  }

  take({ request, offset, bytes }: Piece): Answer {
    const awaited = this.#awaited.get(request)
    if (!awaited) return 'strange'
    if (offset !== awaited.filled || awaited.filled + bytes.length > awaited.bytes.length) {
      this.#awaited.delete(request)
      return { chunk: awaited.chunk, bytes: null }
    }
    awaited.bytes.set(bytes, offset)
    awaited.filled += bytes.length
    if (awaited.filled < awaited.bytes.length) return 'more'
    this.#awaited.delete(request)
    return { chunk: awaited.chunk, bytes: awaited.bytes }
  }

  /** What this number was asked for; it is awaited no longer. */
  drop(request: number): number | null {
    const chunk = this.#awaited.get(request)?.chunk ?? null
    this.#awaited.delete(request)
    return chunk
  }

  /** Whoever was too slow is not waited for; what still comes of it counts as strange. */
  dropChunk(chunk: number): void {
    for (const [request, awaited] of this.#awaited) if (awaited.chunk === chunk) this.#awaited.delete(request)
  }
}
