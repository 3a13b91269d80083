import { createServer, type Server } from 'node:http'
import { afterEach, describe, expect, it } from 'vitest'
import { WebSocket } from 'ws'
import { createNodeProxy } from '../node/node-proxy.ts'
import { Relay, RELAY_LIMITS, SHUT, type Seat } from './relay.ts'

const ROOM = 'r'.repeat(43)

function socket() {
  const heard: string[] = []
  const shut: number[] = []
  return { heard, shut, send: (text: string) => heard.push(text), shutWith: shut }
}

function seatOf(relay: Relay, client: string, one: ReturnType<typeof socket>, room = ROOM): Seat {
  const seat = relay.enter(room, client, { send: one.send, shut: (code) => one.shut.push(code) })
  if (typeof seat === 'number') throw new Error(`shut with ${seat}`)
  return seat
}

const say = (seat: Seat, word: object) => seat.hear(JSON.stringify(word))

describe('the relay', () => {
  it('passes a message to those in the room who listen, and to nobody else', () => {
    const relay = new Relay(() => 0)
    const [a, b, c, d] = [socket(), socket(), socket(), socket()]
    const first = seatOf(relay, 'one', a)
    say(seatOf(relay, 'two', b), { do: 'listen', topic: 't' })
    say(seatOf(relay, 'three', c), { do: 'listen', topic: 'other' })
    say(seatOf(relay, 'four', d, 's'.repeat(43)), { do: 'listen', topic: 't' })
    say(first, { do: 'tell', topic: 't', what: 'sealed' })
    expect(b.heard).toEqual(['{"topic":"t","what":"sealed"}'])
    expect([...a.heard, ...c.heard, ...d.heard]).toEqual([])
  })

  it('keeps nothing of a room that everybody has left', () => {
    const relay = new Relay(() => 0)
    const seat = seatOf(relay, 'one', socket())
    expect(relay.rooms).toBe(1)
    seat.leave()
    expect(relay.rooms).toBe(0)
  })

  it.each([
    ['no JSON', 'x', SHUT.policy],
    ['a word it does not know', '{"do":"dance"}', SHUT.policy],
    ['a topic that is none', '{"do":"listen","topic":"../\\n"}', SHUT.policy],
    ['too much at once', `{"do":"tell","topic":"t","what":"${'x'.repeat(70_000)}"}`, SHUT.tooBig],
  ])('shuts the socket of whoever sends %s', (_, text, code) => {
    const one = socket()
    seatOf(new Relay(() => 0), 'one', one).hear(text)
    expect(one.shut).toEqual([code])
  })

  it('shuts the socket of a flood, of messages as of bytes', () => {
    for (const what of ['x', 'x'.repeat(60_000)]) {
      const one = socket()
      const seat = seatOf(new Relay(() => 0), 'one', one)
      for (let i = 0; i < 300; i++) say(seat, { do: 'tell', topic: 't', what })
      expect(one.shut).toEqual([SHUT.policy])
    }
  })

  it('has limits of rooms, of peers in one, and of what one client holds', () => {
    const limits = { ...RELAY_LIMITS, rooms: 2, perRoom: 2, perClient: 3 }
    const relay = new Relay(() => 0, limits)
    const enter = (room: string, client: string) => relay.enter(room.repeat(43), client, socket() as never)
    for (const room of ['a', 'a', 'b']) expect(enter(room, 'one')).not.toBe(SHUT.tryLater)
    expect(enter('b', 'one')).toBe(SHUT.tryLater)
    expect(enter('a', 'two')).toBe(SHUT.tryLater)
    expect(enter('c', 'two')).toBe(SHUT.tryLater)
    expect(relay.enter('short', 'two', socket() as never)).toBe(SHUT.policy)
  })
})

describe('its door on Node', () => {
  const servers: { server: Server; close(): void }[] = []
  afterEach(() => {
    for (const { server, close } of servers.splice(0)) {
      close()
      server.close()
      server.closeAllConnections()
    }
  })

  const lines: string[] = []

  async function start(): Promise<number> {
    lines.length = 0
    const proxy = createNodeProxy({
      env: { LOG_LEVEL: 'debug' },
      loopback: true,
      write: (line) => lines.push(line),
    })
    const server = createServer(proxy.listener)
    server.on('upgrade', (request, raw, head) => void (proxy.upgrade(request, raw, head) || raw.destroy()))
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    servers.push({ server, close: proxy.close })
    const address = server.address()
    return typeof address === 'object' && address ? address.port : 0
  }

  const open = (port: number, origin?: string, room = ROOM) =>
    new Promise<WebSocket | number>((resolve) => {
      const web = new WebSocket(`ws://127.0.0.1:${port}/signal/${room}`, origin ? { origin } : {})
      web.on('open', () => resolve(web))
      web.on('unexpected-response', (_, response) => resolve(response.statusCode ?? 0))
      web.on('error', () => resolve(0))
    })

  it('introduces two sockets to each other, and writes nothing of it down', async () => {
    const port = await start()
    const [a, b] = [await open(port, `http://127.0.0.1:${port}`), await open(port)]
    if (typeof a === 'number' || typeof b === 'number') throw new Error('not let in')
    b.send(JSON.stringify({ do: 'listen', topic: 'canary-topic' }))
    b.send(JSON.stringify({ do: 'tell', topic: 'none', what: 'x' }))
    const heard = new Promise<string>((resolve) =>
      b.on('message', (data: Buffer) => resolve(data.toString())),
    )
    const again = setInterval(
      () => a.send(JSON.stringify({ do: 'tell', topic: 'canary-topic', what: 'canary-word' })),
      20,
    )
    expect(JSON.parse(await heard)).toEqual({ topic: 'canary-topic', what: 'canary-word' })
    clearInterval(again)
    expect(lines.join('\n')).not.toMatch(/canary|r{43}/)
    a.close()
    b.close()
  })

  it('lets no foreign page in, and no room whose name is none', async () => {
    const port = await start()
    expect(await open(port, 'https://elsewhere.example')).toBe(403)
    expect(await open(port, undefined, 'short')).toBe(403)
  })
})
