import {
  createTopicStrategy,
  makeSocket,
  type BaseRoomConfig,
  type Room,
  type SocketClient,
} from '@trystero-p2p/core'
import * as v from 'valibot'
import { MOST_PEERS } from '#lib/core/sharing/limits.ts'
import { ChannelLink, openChannel, whenOpen } from './channel-link.ts'
import { GuardedConnection } from './guarded-connection.ts'
import type { MeetingEvents, MeetingPlace } from './peer-link.ts'

const passed = v.object({ topic: v.string(), what: v.string() })

/** A socket that was lost for long is given up by the library; then everything is begun anew. */
const WATCH_MS = 5000
/** How long two who have met may take until the channel is open. */
const OPEN_MS = 15_000
/** What was said last is on its way by then, so that the other side hears of the end and need not find it out. */
const LAST_WORDS_MS = 250

export interface RelayDoors {
  /** `wss://…/signal`, without the room. */
  address(): Promise<string>
  iceServers(): Promise<RTCIceServer[]>
}

/** A meeting by the proxy's relay: it passes on what is sealed with the password, and nothing of a share. */
export class RelayMeeting implements MeetingPlace {
  readonly #doors: RelayDoors

  constructor(doors: RelayDoors) {
    this.#doors = doors
  }

  join(secrets: { room: string; password: string }, events: MeetingEvents): () => void {
    let stay: { leave(): void; isLost(): boolean } | null = null
    let stopped = false
    const begin = async () => {
      const [address, iceServers] = await Promise.all([this.#doors.address(), this.#doors.iceServers()])
      if (!stopped) stay = enter(`${address}/${secrets.room}`, secrets, iceServers, events)
    }
    const watch = setInterval(() => {
      if (!stay?.isLost()) return
      stay.leave()
      stay = null
      void begin()
    }, WATCH_MS)
    void begin()
    return () => {
      stopped = true
      clearInterval(watch)
      stay?.leave()
    }
  }
}

function enter(
  url: string,
  { room, password }: { room: string; password: string },
  iceServers: RTCIceServer[],
  events: MeetingEvents,
) {
  const topics = new Map<string, Set<(what: string) => void>>()
  const say = (word: object) => client.send(JSON.stringify(word))
  events.state('connecting')
  const client: SocketClient = makeSocket(
    url,
    (text) => {
      const parsed = v.safeParse(passed, parse(text))
      if (parsed.success) for (const hear of topics.get(parsed.output.topic) ?? []) hear(parsed.output.what)
    },
    () => {
      for (const topic of topics.keys()) say({ do: 'listen', topic })
    },
  )
  const state = setInterval(() => {
    events.state(client.socket.readyState === WebSocket.OPEN ? 'open' : 'no-relay')
  }, 1000)
  void client.ready.then(() => events.state('open'))

  const join = createTopicStrategy<SocketClient, BaseRoomConfig>({
    steadyAnnounceIntervalMs: 10_000,
    init: () => client.ready,
    subscribeTopic: (_, topic, onMessage) => {
      const hear = (what: string) => void onMessage(topic, what)
      const all = topics.get(topic) ?? new Set()
      topics.set(topic, all.add(hear))
      say({ do: 'listen', topic })
      return () => {
        all.delete(hear)
        if (all.size > 0) return
        topics.delete(topic)
        say({ do: 'leave', topic })
      }
    },
    publishTopic: (_, topic, what) =>
      say({ do: 'tell', topic, what: typeof what === 'string' ? what : JSON.stringify(what) }),
  })
  const config: BaseRoomConfig = {
    // Each room by itself: a connection to the same person for another share is another.
    appId: `sfa-${room}`,
    password,
    rtcConfig: { iceServers },
    rtcPolyfill: GuardedConnection,
    relayConfig: { warnOnRelayFailure: false },
  }
  const joined = join(config, room, { onJoinError: () => events.blocked() })
  const closeAll = linkUp(joined, events)
  return {
    isLost: () => client.isClosed === true,
    leave() {
      clearInterval(state)
      // It says that it leaves over the links.
      void joined.leave().finally(() => {
        closeAll()
        client.close?.()
      })
    },
  }
}

/** Makes a link to each who joins. Returns how all of them are closed. */
function linkUp(joined: Room, events: MeetingEvents): () => void {
  const links = new Map<string, ChannelLink>()
  joined.onPeerJoin = (id) => {
    const connection = joined.getPeers()[id]
    if (!connection) return
    if (links.size >= MOST_PEERS) {
      connection.close()
      return
    }
    const channel = openChannel(connection)
    void whenOpen(channel, connection, OPEN_MS).then((open) => {
      if (!open) {
        // As long as it stands, the library takes the two for joined, and tries no other way.
        connection.close()
        return events.blocked()
      }
      const link = new ChannelLink(id, open, () => void setTimeout(() => connection.close(), LAST_WORDS_MS))
      links.set(id, link)
      events.link(link)
    })
  }
  joined.onPeerLeave = (id) => {
    const link = links.get(id)
    links.delete(id)
    link?.close()
  }
  return () => {
    for (const link of links.values()) link.close()
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    // Not from our relay; the schema refuses it.
    return undefined
  }
}
