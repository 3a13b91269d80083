import { fault, FaultError, faultFrom, type Fault } from '#lib/core/domain/fault.ts'
import type { ChunkMap } from '#lib/core/sharing/chunk-map.ts'
import type { End } from '#lib/core/sharing/frames.ts'
import { HaveMap } from '#lib/core/sharing/have-map.ts'
import { PullPlan } from '#lib/core/sharing/pull-plan.ts'
import type { MeetingEvents, MeetingState, PeerLink } from '#lib/platform/rtc/peer-link.ts'
import { Answers } from './answers.ts'
import { PeerTalk, type Heard, type Self, type TalkEvents } from './peer-talk.ts'
import { ServeChunks, type ReadChunk } from './serve-chunks.ts'

export interface PullDoors {
  map: ChunkMap
  have: HaveMap
  self: Self
  /** What is taken is this manifest's and no other's. */
  manifest: { bytes: number; sha256: string }
  /** Only the owner gives it away. */
  limited: boolean
  sha256(bytes: Uint8Array<ArrayBuffer>): Promise<Uint8Array>
  /** Keeps a chunk that is right; throws where it cannot. */
  keep(chunk: number, bytes: Uint8Array<ArrayBuffer>): Promise<void>
  /** For others in the room. */
  read: ReadChunk
  now(): number
  changed(): void
}

class Peer {
  readonly talk: PeerTalk
  readonly answers = new Answers()
  readonly serve: ServeChunks
  owner = false
  joined = false
  strange = 0

  constructor(talk: PeerTalk, { read }: PullDoors) {
    this.talk = talk
    this.serve = new ServeChunks(this.talk, read, () => undefined)
  }
}

/** Why the owner said it ends. */
const FAULT_OF: Partial<Record<End, Fault>> = {
  stopped: fault('share-stopped'),
  expired: fault('share-expired'),
  'used-up': fault('share-used-up'),
  'too-old': fault('share-newer'),
}

/**
 * Takes a share chunk by chunk from all who have it, and gives what it has to others. A chunk counts once it is what the
 * manifest says and is on disk.
 */
export class PullChunks implements MeetingEvents {
  readonly plan: PullPlan
  readonly #doors: PullDoors
  readonly #peers = new Set<Peer>()
  readonly #ended = Promise.withResolvers<Fault | null>()
  #stopped = false
  #told = 0
  meeting: MeetingState = 'connecting'
  /** Somebody was met, and no way led there. */
  isBlocked = false

  constructor(doors: PullDoors) {
    this.#doors = doors
    this.plan = new PullPlan(doors.have)
    if (doors.have.isFull) this.#ended.resolve(null)
  }

  /** null once all of it is here; else why no more will come. */
  get ended(): Promise<Fault | null> {
    return this.#ended.promise
  }

  /** Peers that have something of it. */
  get sources(): number {
    return this.plan.peers
  }

  link(link: PeerLink): void {
    if (this.#stopped) return link.close()
    const talk = new PeerTalk(
      link,
      this.#doors.self,
      this.#eventsOf(() => peer),
      this.#doors.now,
    )
    const peer: Peer = new Peer(talk, this.#doors)
    this.#peers.add(peer)
    peer.talk.begin()
  }

  /** Goes on with somebody who was met, and has offered this very share, before it was taken. */
  adopt(talk: PeerTalk): void {
    if (this.#stopped) return talk.link.close()
    const peer: Peer = new Peer(talk, this.#doors)
    talk.turnTo(this.#eventsOf(() => peer))
    peer.owner = talk.hello?.owner ?? false
    this.#peers.add(peer)
    if (peer.owner) this.#join(peer, null)
  }

  #eventsOf(peer: () => Peer): TalkEvents {
    return {
      met: (hello) => this.#met(peer(), hello.owner),
      heard: (frame) => void this.#heard(peer(), frame),
      gone: (why) => this.#gone(peer(), why),
    }
  }

  state(state: MeetingState): void {
    this.meeting = state
    this.#doors.changed()
  }

  blocked(): void {
    this.isBlocked = this.#peers.size === 0
    this.#doors.changed()
  }

  /** Called now and then: gives up what does not come. */
  tick(): void {
    for (const { id, chunk } of this.plan.overdue(this.#doors.now())) this.#byId(id)?.answers.dropChunk(chunk)
    this.#askAll()
  }

  aim(order: readonly number[]): void {
    this.plan.aim(order)
    this.#askAll()
  }

  stop(why: Fault | null = fault('cancelled')): void {
    if (this.#stopped) return
    this.#stopped = true
    this.#ended.resolve(why)
    for (const peer of this.#peers) {
      peer.serve.stop()
      peer.talk.link.close()
    }
  }

  #byId(id: string): Peer | undefined {
    return [...this.#peers].find((peer) => peer.talk.link.id === id)
  }

  #met(peer: Peer, owner: boolean): void {
    peer.owner = owner
    this.isBlocked = false
    if (owner || this.#doors.limited) return
    void peer.talk.say({ type: 'have', bits: this.plan.have.bytes() })
  }

  async #heard(peer: Peer, frame: Heard): Promise<void> {
    switch (frame.type) {
      case 'offer':
        return this.#offered(peer, frame.sha256)
      case 'have':
        if (!peer.owner && !this.#doors.limited)
          this.#join(peer, new HaveMap(this.plan.have.size, frame.bits))
        return
      case 'ask':
        if (peer.owner || this.#doors.limited)
          return void peer.talk.say({ type: 'no', request: frame.request, why: 'not-allowed' })
        return peer.serve.answer(frame)
      case 'piece':
        return this.#piece(peer, frame)
      case 'no': {
        const chunk = peer.answers.drop(frame.request)
        if (chunk !== null) this.plan.missed(peer.talk.link.id, chunk)
        return this.#askAll()
      }
      case 'end':
        if (peer.owner && FAULT_OF[frame.why]) this.stop(FAULT_OF[frame.why])
        else peer.talk.link.close()
    }
  }

  #offered(peer: Peer, sha256: string): void {
    if (!peer.owner) return
    // The same link now stands for something else: nothing of it fits what is here.
    if (sha256 !== this.#doors.manifest.sha256) return peer.talk.link.close()
    this.#join(peer, null)
  }

  #join(peer: Peer, has: HaveMap | null): void {
    peer.joined = true
    this.plan.join(peer.talk.link.id, has)
    this.#ask(peer)
    this.#doors.changed()
  }

  async #piece(peer: Peer, frame: Extract<Heard, { type: 'piece' }>): Promise<void> {
    const { id } = peer.talk.link
    const answer = peer.answers.take(frame)
    if (answer === 'more') return
    if (answer === 'strange') {
      // A late answer may be honest; one that goes on is a flood.
      if (++peer.strange > 64) void peer.talk.end('flood')
      return
    }
    const { chunk, bytes } = answer
    if (!this.plan.landed(id, chunk)) return
    // Its place at the peer is free: the next is asked for while this one is checked and written.
    this.#ask(peer)
    try {
      const expected = this.#doors.map.chunks[chunk]?.sha256
      const right = bytes !== null && sameBytes(await this.#doors.sha256(bytes), expected)
      if (this.#stopped) return
      if (right) {
        await this.#doors.keep(chunk, bytes)
        this.plan.came(chunk)
        this.#tellOthers()
      } else if (this.plan.wrong(id, chunk)) this.#drop(peer)
    } catch (error) {
      this.stop(error instanceof FaultError ? error.fault : faultFrom(error, 'storage-failed'))
    }
    this.#doors.changed()
    if (this.plan.isDone) this.#ended.resolve(null)
    else this.#askAll()
  }

  /** Its chunks were wrong too often. */
  #drop(peer: Peer): void {
    this.plan.leave(peer.talk.link.id)
    peer.talk.link.close()
    if (this.plan.peers === 0) this.stop(fault('share-spoilt'))
  }

  /** Those who take it too learn now and then what can be had here. */
  #tellOthers(): void {
    if (this.#doors.limited || this.plan.have.count - this.#told < 8) return
    this.#told = this.plan.have.count
    const bits = this.plan.have.bytes()
    for (const peer of this.#peers)
      if (peer.talk.hello && !peer.owner) void peer.talk.say({ type: 'have', bits })
  }

  #askAll(): void {
    for (const peer of this.#peers) if (peer.joined) this.#ask(peer)
  }

  #ask(peer: Peer): void {
    if (this.#stopped) return
    for (;;) {
      const chunk = this.plan.next(peer.talk.link.id, this.#doors.now())
      if (chunk === null) return
      const request = peer.answers.expect(chunk, this.#doors.map.chunks[chunk]?.bytes ?? 0)
      void peer.talk.say({ type: 'ask', request, of: 'share', chunk })
    }
  }

  #gone(peer: Peer, why: 'newer' | null): void {
    this.#peers.delete(peer)
    peer.serve.stop()
    this.plan.leave(peer.talk.link.id)
    if (why === 'newer') this.stop(fault('share-newer'))
    this.#doors.changed()
    this.#askAll()
  }
}

function sameBytes(a: Uint8Array, b: Uint8Array | undefined): boolean {
  return a.length === b?.length && a.every((byte, i) => byte === b[i])
}
