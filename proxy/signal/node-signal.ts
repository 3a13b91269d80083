import type { IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'
import { WebSocketServer } from 'ws'
import { checkOrigin, type Door } from '../guards/origin.ts'
import { clientAddress, clientKey } from '../guards/client.ts'
import { isRoom, RELAY_LIMITS, type Relay } from './relay.ts'

export interface NodeSignalOptions {
  relay: Relay
  door: Door
  trustHeader: string | null
}

export interface NodeSignal {
  /** For the server's `upgrade`; the address has lost its prefix. True when it was for this door. */
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): boolean
  close(): void
}

const BEAT_MS = 30_000

/** The relay's WebSocket on Node: `/signal/<room>`. */
export function createNodeSignal({ relay, door, trustHeader }: NodeSignalOptions): NodeSignal {
  const server = new WebSocketServer({
    noServer: true,
    // A longer one is refused before it is held.
    maxPayload: RELAY_LIMITS.messageChars * 2,
    perMessageDeflate: false,
  })
  return {
    upgrade(request, socket, head) {
      const room = /^\/signal\/([\w-]+)$/.exec(pathOf(request))?.[1]
      if (room === undefined) return false
      if (!isRoom(room) || !isWelcome(request, door)) {
        socket.end('HTTP/1.1 403 Forbidden\r\nConnection: close\r\nContent-Length: 0\r\n\r\n')
        return true
      }
      const headers = headersOf(request)
      const client = clientKey(clientAddress(request.socket.remoteAddress ?? null, headers, trustHeader))
      server.handleUpgrade(request, socket, head, (web) => {
        const seat = relay.enter(room, client, {
          send: (text) => web.send(text),
          shut: (code) => web.close(code),
        })
        if (typeof seat === 'number') {
          web.close(seat)
          return
        }
        let alive = true
        const beat = setInterval(() => {
          if (!alive) web.terminate()
          alive = false
          web.ping()
        }, BEAT_MS)
        web.on('pong', () => (alive = true))
        web.on('message', (data, isBinary) => {
          alive = true
          // Text comes in one buffer; bytes are nothing that this door knows.
          seat.hear(isBinary || !Buffer.isBuffer(data) ? '' : data.toString('utf8'))
        })
        web.on('close', () => {
          clearInterval(beat)
          seat.leave()
        })
        web.on('error', () => web.terminate())
      })
      return true
    },
    close() {
      for (const client of server.clients) client.terminate()
      server.close()
    },
  }
}

const pathOf = (request: IncomingMessage) => URL.parse(request.url ?? '/', 'http://proxy')?.pathname ?? '/'

function headersOf(request: IncomingMessage): Headers {
  const headers = new Headers()
  for (const [name, value] of Object.entries(request.headers))
    if (typeof value === 'string') headers.set(name, value)
  return headers
}

function isWelcome(request: IncomingMessage, door: Door): boolean {
  try {
    const host = request.headers.host ?? 'proxy'
    checkOrigin(new Request(`http://${host}/signal`, { headers: headersOf(request) }), door)
    return true
  } catch {
    // Said by the status: a foreign page, or a name that this proxy does not have.
    return false
  }
}
