import { clientKey } from '../guards/client.ts'
import { isRoom, Relay, RELAY_LIMITS } from '../signal/relay.ts'

/** Of the Workers runtime as much as this file uses; its types are not those of a page. */
interface EdgeSocket {
  accept(): void
  send(text: string): void
  close(code: number): void
  addEventListener(type: 'message', hear: (event: { data: unknown }) => void): void
  addEventListener(type: 'close' | 'error', hear: () => void): void
}

interface EdgeRoom {
  fetch(request: Request): Promise<Response>
}

export interface SignalRooms {
  idFromName(name: string): unknown
  get(id: unknown): EdgeRoom
}

/**
 * A room of the relay as a Durable Object: isolates share no memory, so all who are in one room come to one object. It
 * stores nothing; when the last socket is shut there is nothing left of it.
 */
export class SignalRoom {
  readonly #relay = new Relay(() => Date.now(), { ...RELAY_LIMITS, rooms: 1 })

  fetch(request: Request): Response {
    const room = roomIn(request)
    if (room === null || request.headers.get('upgrade') !== 'websocket')
      return new Response(null, { status: 426 })
    const pair = new (
      globalThis as unknown as { WebSocketPair: new () => [EdgeSocket, EdgeSocket] }
    ).WebSocketPair()
    const [outer, inner] = [pair[0], pair[1]]
    inner.accept()
    const client = clientKey(request.headers.get('cf-connecting-ip'))
    const seat = this.#relay.enter(room, client, {
      send: (text) => inner.send(text),
      shut: (code) => inner.close(code),
    })
    if (typeof seat === 'number') inner.close(seat)
    else {
      inner.addEventListener('message', ({ data }) => seat.hear(typeof data === 'string' ? data : ''))
      for (const end of ['close', 'error'] as const) inner.addEventListener(end, () => seat.leave())
    }
    return new Response(null, { status: 101, webSocket: outer } as ResponseInit)
  }
}

export function roomIn(request: Request): string | null {
  const room = /^\/signal\/([\w-]+)$/.exec(new URL(request.url).pathname)?.[1]
  return room !== undefined && isRoom(room) ? room : null
}
