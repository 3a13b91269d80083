import type { MeetingEvents, MeetingPlace, PeerLink } from '#lib/platform/rtc/peer-link.ts'

/** One end of a link that lies in memory: what is said arrives in order, a moment later, as on a network. */
class MemoryLink implements PeerLink {
  readonly id: string
  other: MemoryLink | null = null
  #hear: ((frame: Uint8Array<ArrayBuffer>) => void) | null = null
  #closed: (() => void) | null = null
  #early: Uint8Array<ArrayBuffer>[] = []
  #isClosed = false

  constructor(id: string) {
    this.id = id
  }

  async send(frame: Uint8Array<ArrayBuffer>): Promise<boolean> {
    if (this.#isClosed) return false
    const sent = frame.slice()
    setImmediate(() => this.other?.arrive(sent))
    return true
  }

  listen(hear: (frame: Uint8Array<ArrayBuffer>) => void, closed: () => void): void {
    this.#hear = hear
    this.#closed = closed
    for (const frame of this.#early.splice(0)) hear(frame)
    if (this.#isClosed) closed()
  }

  close(): void {
    if (this.#isClosed) return
    this.end()
    setImmediate(() => this.other?.end())
  }

  arrive(frame: Uint8Array<ArrayBuffer>): void {
    if (this.#isClosed) return
    if (this.#hear) this.#hear(frame)
    else this.#early.push(frame)
  }

  end(): void {
    if (this.#isClosed) return
    this.#isClosed = true
    this.#closed?.()
  }
}

/** Two ends that are joined. */
function linkedPair(): [PeerLink, PeerLink] {
  const [a, b] = [new MemoryLink('to-b'), new MemoryLink('to-a')]
  a.other = b
  b.other = a
  return [a, b]
}

/** A place where those meet who have the same key, in memory. Somebody who leaves is gone for the others at once. */
export class MemoryMeeting implements MeetingPlace {
  /** How often somebody came. */
  joins = 0
  readonly #rooms = new Map<string, Map<MeetingEvents, (() => void)[]>>()

  join({ room }: { room: string; password: string }, events: MeetingEvents): () => void {
    this.joins++
    const here = this.#rooms.get(room) ?? new Map<MeetingEvents, (() => void)[]>()
    this.#rooms.set(room, here)
    const own: (() => void)[] = []
    for (const [other, closers] of here) {
      const [mine, theirs] = linkedPair()
      own.push(() => mine.close())
      closers.push(() => theirs.close())
      other.link(theirs)
      events.link(mine)
    }
    here.set(events, own)
    events.state('open')
    return () => {
      here.delete(events)
      for (const close of own) close()
    }
  }
}
