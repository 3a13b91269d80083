import * as v from 'valibot'
import { createBucket, type Bucket } from '../guards/bucket.ts'

/** What a relay lets through. Two people who find each other send about ten messages of some thousand letters. */
export interface RelayLimits {
  rooms: number
  /** Sockets in one room, and of one client in all rooms. */
  perRoom: number
  perClient: number
  /** Letters of one message, and bytes a minute of one socket. */
  messageChars: number
  bytesPerMinute: number
  /** Messages of one socket: so many at once, and so many a second in the long run. */
  burst: number
  perSecond: number
  topics: number
}

export const RELAY_LIMITS: RelayLimits = {
  rooms: 2000,
  perRoom: 24,
  perClient: 40,
  messageChars: 65_536,
  bytesPerMinute: 4 * 1024 * 1024,
  burst: 200,
  perSecond: 10,
  topics: 8,
}

/** Why a socket is shut, as the WebSocket protocol numbers it. */
export const SHUT = { policy: 1008, tooBig: 1009, tryLater: 1013 } as const
export type Shut = (typeof SHUT)[keyof typeof SHUT]

export interface Socket {
  send(text: string): void
  shut(code: Shut): void
}

export interface Seat {
  hear(text: string): void
  leave(): void
}

const topic = v.pipe(v.string(), v.regex(/^[\w+/=@.-]{1,200}$/))
const message = v.variant('do', [
  v.strictObject({ do: v.literal('listen'), topic }),
  v.strictObject({ do: v.literal('leave'), topic }),
  v.strictObject({ do: v.literal('tell'), topic, what: v.string() }),
])

/** A room's name is a hash; it says nothing of what is shared in it. */
export const isRoom = (name: string): boolean => /^[\w-]{20,64}$/.test(name)

interface Member {
  socket: Socket
  topics: Set<string>
}

/**
 * Passes messages between those who are in the same room and listen to the same topic, so that two browsers find each other.
 * What it passes is sealed by their common key; it reads none of it, keeps none of it and writes none of it anywhere.
 */
export class Relay {
  readonly #limits: RelayLimits
  readonly #now: () => number
  readonly #rooms = new Map<string, Set<Member>>()
  readonly #clients = new Map<string, number>()

  constructor(now: () => number, limits: RelayLimits = RELAY_LIMITS) {
    this.#now = now
    this.#limits = limits
  }

  get rooms(): number {
    return this.#rooms.size
  }

  /** A seat in the room, or why there is none. */
  enter(room: string, client: string, socket: Socket): Seat | Shut {
    const { rooms, perRoom, perClient } = this.#limits
    const members = this.#rooms.get(room) ?? new Set<Member>()
    const held = this.#clients.get(client) ?? 0
    if (!isRoom(room)) return SHUT.policy
    if (members.size >= perRoom || held >= perClient) return SHUT.tryLater
    if (members.size === 0 && this.#rooms.size >= rooms) return SHUT.tryLater
    const member: Member = { socket, topics: new Set() }
    members.add(member)
    this.#rooms.set(room, members)
    this.#clients.set(client, held + 1)
    let here = true
    const leave = () => {
      if (!here) return
      here = false
      members.delete(member)
      if (members.size === 0) this.#rooms.delete(room)
      const left = (this.#clients.get(client) ?? 1) - 1
      if (left > 0) this.#clients.set(client, left)
      else this.#clients.delete(client)
    }
    const { burst, perSecond, bytesPerMinute } = this.#limits
    const messages = createBucket(burst, perSecond, this.#now())
    const kilobytes = createBucket(bytesPerMinute / 1024, bytesPerMinute / 1024 / 60, this.#now())
    const hear = (text: string) => {
      if (!here) return
      const shut = this.#hear(members, member, text, messages, kilobytes)
      if (shut === null) return
      leave()
      socket.shut(shut)
    }
    return { hear, leave }
  }

  #hear(
    members: ReadonlySet<Member>,
    member: Member,
    text: string,
    messages: Bucket,
    kilobytes: Bucket,
  ): Shut | null {
    if (text.length > this.#limits.messageChars) return SHUT.tooBig
    const now = this.#now()
    if (messages.take(now) > 0) return SHUT.policy
    for (let kilobyte = 0; kilobyte < text.length / 1024; kilobyte++)
      if (kilobytes.take(now) > 0) return SHUT.policy
    const parsed = v.safeParse(message, parse(text))
    if (!parsed.success) return SHUT.policy
    const { output: said } = parsed
    if (said.do === 'leave') member.topics.delete(said.topic)
    else if (said.do === 'listen') {
      if (member.topics.size >= this.#limits.topics) return SHUT.policy
      member.topics.add(said.topic)
    } else {
      const passed = JSON.stringify({ topic: said.topic, what: said.what })
      for (const other of members)
        if (other !== member && other.topics.has(said.topic)) other.socket.send(passed)
    }
    return null
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    // Anybody may send anything; the schema refuses it.
    return undefined
  }
}
