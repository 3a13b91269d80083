import type { Frame } from '#lib/core/sharing/frames.ts'
import { CHUNK_BYTES, MOST_MANIFEST_BYTES } from '#lib/core/sharing/limits.ts'
import { Answers } from './answers.ts'
import type { PeerTalk } from './peer-talk.ts'
import { hexOf } from './hex.ts'

export type Offer = Extract<Frame, { type: 'offer' }>

/** Fetches the manifest that a peer has offered, chunk after chunk; null when it is not what was offered. */
export class PullManifest {
  readonly #talk: PeerTalk
  readonly #offer: Offer
  readonly #sha256: (bytes: Uint8Array<ArrayBuffer>) => Promise<Uint8Array>
  readonly #answers = new Answers()
  readonly #whole: Uint8Array<ArrayBuffer>
  readonly #done = Promise.withResolvers<Uint8Array<ArrayBuffer> | null>()

  constructor(talk: PeerTalk, offer: Offer, sha256: (bytes: Uint8Array<ArrayBuffer>) => Promise<Uint8Array>) {
    this.#talk = talk
    this.#offer = offer
    this.#sha256 = sha256
    const fits = offer.bytes > 0 && offer.bytes <= MOST_MANIFEST_BYTES
    this.#whole = new Uint8Array(fits ? offer.bytes : 0)
    if (fits) this.#ask(0)
    else this.#done.resolve(null)
  }

  get bytes(): Promise<Uint8Array<ArrayBuffer> | null> {
    return this.#done.promise
  }

  /** The peer is gone. */
  stop(): void {
    this.#done.resolve(null)
  }

  async hear(frame: Frame): Promise<void> {
    if (frame.type === 'no') return this.#done.resolve(null)
    if (frame.type !== 'piece') return
    const answer = this.#answers.take(frame)
    if (answer === 'more') return
    if (answer === 'strange' || !answer.bytes) return this.#done.resolve(null)
    this.#whole.set(answer.bytes, answer.chunk * CHUNK_BYTES)
    const next = answer.chunk + 1
    if (next * CHUNK_BYTES < this.#whole.length) return this.#ask(next)
    const right = hexOf(await this.#sha256(this.#whole)) === this.#offer.sha256
    this.#done.resolve(right ? this.#whole : null)
  }

  #ask(chunk: number): void {
    const bytes = Math.min(CHUNK_BYTES, this.#whole.length - chunk * CHUNK_BYTES)
    const request = this.#answers.expect(chunk, bytes)
    void this.#talk.say({ type: 'ask', request, of: 'manifest', chunk })
  }
}
