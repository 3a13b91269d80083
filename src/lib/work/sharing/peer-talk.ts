import { readFrame, VERSION, writeFrame, type End, type Frame } from '#lib/core/sharing/frames.ts'
import type { PeerLink } from '#lib/platform/rtc/peer-link.ts'

/** Words a second of one peer, in the long run, and at once; pieces that were asked for are not counted. */
const WORDS_PER_S = 400
const WORDS_AT_ONCE = 1200

export interface Self {
  id: string
  name: string
  /** It is the one who shares. */
  owner: boolean
}

export type Hello = Extract<Frame, { type: 'hello' }>
export type Heard = Exclude<Frame, { type: 'hello' }>

export interface TalkEvents {
  /** The peer has said who it is, and both speak the same version. */
  met(hello: Hello): void
  heard(frame: Heard): void
  /** `newer`: the peer is of a later version than this side. */
  gone(why: 'newer' | null): void
}

/**
 * Talk with one peer: who each is, then frames. Whoever says what no version says, or floods, is left; nothing that it says
 * costs more memory than one frame.
 */
export class PeerTalk {
  readonly link: PeerLink
  hello: Hello | null = null
  readonly #self: Self
  #events: TalkEvents
  readonly #now: () => number
  #words = WORDS_AT_ONCE
  #since: number
  #gone = false

  constructor(link: PeerLink, self: Self, events: TalkEvents, now: () => number) {
    this.link = link
    this.#self = self
    this.#events = events
    this.#now = now
    this.#since = now()
  }

  get isOver(): boolean {
    return this.#gone
  }

  /** Listens, and says who this is. */
  begin(): void {
    this.link.listen(
      (bytes) => this.#take(bytes),
      () => this.#over(null),
    )
    this.#introduce()
  }

  /** Another listens from now on; who the peer is it knows already. */
  turnTo(events: TalkEvents): void {
    this.#events = events
  }

  say(frame: Frame): Promise<boolean> {
    return this.link.send(writeFrame(frame))
  }

  /** Says why and ends. */
  async end(why: End): Promise<void> {
    await this.say({ type: 'end', why })
    this.link.close()
  }

  #introduce(): void {
    void this.say({ type: 'hello', version: VERSION, ...this.#self })
  }

  #take(bytes: Uint8Array): void {
    if (this.#gone) return
    const frame = readFrame(bytes)
    if (!frame) return this.link.close()
    if (frame.type !== 'piece' && this.#isFlood()) return void this.end('flood')
    if (frame.type === 'hello') return this.#meet(frame)
    if (frame.type === 'end' || this.hello) this.#events.heard(frame)
    else this.link.close()
  }

  #meet(hello: Hello): void {
    if (this.hello) return
    if (hello.version > VERSION) {
      this.#over('newer')
      return this.link.close()
    }
    if (hello.version < VERSION) return void this.end('too-old')
    this.hello = hello
    // Its side may not have listened yet when this one spoke first.
    this.#introduce()
    this.#events.met(hello)
  }

  #isFlood(): boolean {
    const now = this.#now()
    this.#words = Math.min(WORDS_AT_ONCE, this.#words + ((now - this.#since) / 1000) * WORDS_PER_S)
    this.#since = now
    this.#words -= 1
    return this.#words < 0
  }

  #over(why: 'newer' | null): void {
    if (this.#gone) return
    this.#gone = true
    this.#events.gone(why)
  }
}
