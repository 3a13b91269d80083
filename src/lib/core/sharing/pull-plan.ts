import { HaveMap } from './have-map.ts'
import { MOST_BAD, MOST_UNWRITTEN, PATIENCE_MS, WINDOW } from './limits.ts'

interface Peer {
  /** What it has; null is everything. */
  has: HaveMap | null
  /** Chunks asked of it, and when. */
  asked: Map<number, number>
  bad: number
}

/**
 * Which chunk is asked of whom, next. Several are under way at each peer, none at two; the order is that of the playhead.
 * A peer whose chunks are wrong, or do not come, loses them to the others.
 */
export class PullPlan {
  readonly have: HaveMap
  readonly #peers = new Map<string, Peer>()
  readonly #taken = new Set<number>()
  /** Chunks that have come and are not yet checked and on disk: no longer asked for, and not had. */
  readonly #landed = new Set<number>()
  #order: readonly number[]
  #cursor = 0

  constructor(have: HaveMap) {
    this.have = have
    this.#order = Array.from({ length: have.size }, (_, i) => i)
  }

  get isDone(): boolean {
    return this.have.isFull
  }

  /** Chunks under way. */
  get underWay(): number {
    return this.#taken.size
  }

  get peers(): number {
    return this.#peers.size
  }

  /** The order from now on; what it leaves out comes after. */
  aim(order: readonly number[]): void {
    const named = new Set(order)
    const rest = Array.from({ length: this.have.size }, (_, i) => i).filter((i) => !named.has(i))
    this.#order = [...order, ...rest]
    this.#cursor = 0
  }

  join(id: string, has: HaveMap | null): void {
    const there = this.#peers.get(id)
    if (there) there.has = has
    else this.#peers.set(id, { has, asked: new Map(), bad: 0 })
    this.#cursor = 0
  }

  leave(id: string): void {
    const peer = this.#peers.get(id)
    this.#peers.delete(id)
    for (const chunk of peer?.asked.keys() ?? []) this.#free(chunk)
  }

  /** The chunk to ask this peer for; null when there is none for it just now. */
  next(id: string, now: number): number | null {
    const peer = this.#peers.get(id)
    if (!peer || peer.asked.size >= WINDOW || this.#landed.size >= MOST_UNWRITTEN) return null
    let isFirst = true
    for (let at = this.#cursor; at < this.#order.length; at++) {
      const chunk = this.#order[at] ?? 0
      if (this.have.has(chunk) || this.#taken.has(chunk)) {
        if (isFirst) this.#cursor = at + 1
        continue
      }
      isFirst = false
      if (peer.has && !peer.has.has(chunk)) continue
      this.#taken.add(chunk)
      peer.asked.set(chunk, now)
      return chunk
    }
    return null
  }

  /** It came, and is to be checked and written; false where it is not awaited from this peer: such an answer is none. */
  landed(id: string, chunk: number): boolean {
    if (!this.#peers.get(id)?.asked.delete(chunk)) return false
    this.#landed.add(chunk)
    return true
  }

  /** It is right, and on disk. */
  came(chunk: number): void {
    this.#landed.delete(chunk)
    this.#taken.delete(chunk)
    this.have.add(chunk)
  }

  /** It landed and is wrong; true when the peer has lost all credit. */
  wrong(id: string, chunk: number): boolean {
    this.#landed.delete(chunk)
    this.#lacks(id, chunk)
    const peer = this.#peers.get(id)
    if (!peer) return true
    peer.bad++
    return peer.bad >= MOST_BAD
  }

  /** It will not come from this peer, who is then not asked for it again. */
  missed(id: string, chunk: number): void {
    if (this.#peers.get(id)?.asked.delete(chunk)) this.#lacks(id, chunk)
  }

  #lacks(id: string, chunk: number): void {
    this.#free(chunk)
    const peer = this.#peers.get(id)
    if (peer?.has) {
      const without = new HaveMap(this.have.size)
      for (let i = 0; i < this.have.size; i++) if (i !== chunk && peer.has.has(i)) without.add(i)
      peer.has = without
    }
  }

  /** Chunks that have not come in time; each is given up there, and where that is all that was asked, the peer is slow. */
  overdue(now: number): { id: string; chunk: number }[] {
    const late: { id: string; chunk: number }[] = []
    for (const [id, peer] of this.#peers)
      for (const [chunk, since] of peer.asked) if (now - since > PATIENCE_MS) late.push({ id, chunk })
    for (const { id, chunk } of late) {
      this.#peers.get(id)?.asked.delete(chunk)
      this.#free(chunk)
    }
    return late
  }

  #free(chunk: number): void {
    this.#taken.delete(chunk)
    this.#cursor = 0
  }
}
