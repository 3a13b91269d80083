import type { Frame } from '#lib/core/sharing/frames.ts'
import { MOST_WAITING, PIECE_BYTES } from '#lib/core/sharing/limits.ts'
import type { PeerTalk } from './peer-talk.ts'

export type Ask = Extract<Frame, { type: 'ask' }>

/** Chunks read ahead of the one that is being sent. */
const AHEAD = 6

/** Where chunks come from; null where it is not here. */
export type ReadChunk = (of: Ask['of'], chunk: number) => Promise<Uint8Array<ArrayBuffer> | null>

/**
 * Answers one peer's questions in their order, no faster than it takes the answers. A peer that asks for more than it could
 * be waiting for is left.
 */
export class ServeChunks {
  readonly #talk: PeerTalk
  readonly #read: ReadChunk
  readonly #sent: (bytes: number) => void
  readonly #waiting: { ask: Ask; bytes: ReturnType<ReadChunk> | null }[] = []
  #busy = false

  constructor(talk: PeerTalk, read: ReadChunk, sent: (bytes: number) => void) {
    this.#talk = talk
    this.#read = read
    this.#sent = sent
  }

  answer(ask: Ask): void {
    if (this.#waiting.length >= MOST_WAITING) return void this.#talk.end('flood')
    this.#waiting.push({ ask, bytes: null })
    void this.#go()
  }

  /** What was asked is not answered any more. */
  stop(): void {
    this.#waiting.length = 0
  }

  async #go(): Promise<void> {
    if (this.#busy) return
    this.#busy = true
    for (;;) {
      const first = this.#waiting[0]
      if (!first) break
      for (const one of this.#waiting.slice(0, AHEAD)) one.bytes ??= this.#readNow(one.ask)
      const bytes = await first.bytes
      if (this.#waiting[0] !== first) continue
      this.#waiting.shift()
      if (!(await this.#send(first.ask, bytes ?? null))) this.stop()
    }
    this.#busy = false
  }

  async #readNow({ of, chunk }: Ask): ReturnType<ReadChunk> {
    try {
      return await this.#read(of, chunk)
    } catch {
      // Storage that fails here is the same to the other side as a chunk that is not here.
      return null
    }
  }

  async #send({ request }: Ask, bytes: Uint8Array<ArrayBuffer> | null): Promise<boolean> {
    if (!bytes) return this.#talk.say({ type: 'no', request, why: 'not-here' })
    for (let offset = 0; offset < bytes.length; offset += PIECE_BYTES) {
      const piece = bytes.subarray(offset, offset + PIECE_BYTES)
      if (!(await this.#talk.say({ type: 'piece', request, offset, bytes: piece }))) return false
    }
    this.#sent(bytes.length)
    return true
  }
}
