import type { ServerResponse } from 'node:http'
import type { Question, Reply } from './reply.ts'

/** What may go wrong outside. */
export type Fault =
  | { kind: 'status'; status: number; headers?: Record<string, string>; body?: string }
  /** A web page with status 200 where data or sound should be. */
  | { kind: 'html' }
  /** The headers come after so many milliseconds. */
  | { kind: 'slow'; ms: number }
  /** The connection breaks after so many bytes of the body. */
  | { kind: 'cut'; after: number }
  /** More is announced than comes. */
  | { kind: 'short'; by: number }
  /** Nothing ever comes. */
  | { kind: 'hang' }
  /** The connection is reset at once. */
  | { kind: 'reset' }
  /** One byte, and then one more after each so many milliseconds. */
  | { kind: 'drip'; ms: number }

/** A fault for questions whose `host/path` begins with `at`; `times` of them, or until it is taken away. */
export interface Trouble {
  at: string
  fault: Fault
  times?: number
}

export interface Troubles {
  add(trouble: Trouble): void
  /** The fault of this question, counted. */
  of(question: Question): Fault | null
  clear(): void
}

export function createTroubles(): Troubles {
  let list: (Trouble & { left: number })[] = []
  return {
    add: (trouble) => void list.push({ ...trouble, left: trouble.times ?? Infinity }),
    clear: () => void (list = []),
    of({ host, path }) {
      const found = list.find((one) => one.left > 0 && `${host}${path}`.startsWith(one.at))
      if (!found) return null
      found.left -= 1
      return found.fault
    },
  }
}

const pause = (ms: number) => new Promise((done) => setTimeout(done, ms))

/** Sends a reply as a healthy service does, or as the fault wants it. */
export async function send(response: ServerResponse, reply: Reply, fault: Fault | null): Promise<void> {
  if (fault?.kind === 'hang') return
  if (fault?.kind === 'reset') return void response.socket?.resetAndDestroy()
  if (fault?.kind === 'slow') await pause(fault.ms)
  const told = instead(reply, fault)
  const body = Buffer.from(told.body)
  const missing = fault?.kind === 'short' ? fault.by : 0
  response.writeHead(told.status, { ...told.headers, 'content-length': body.length + missing })
  await sendBody(response, body, fault)
}

async function sendBody(response: ServerResponse, body: Buffer, fault: Fault | null): Promise<void> {
  if (fault?.kind === 'drip') await drip(response, body, fault.ms)
  else if (fault?.kind === 'cut') await broken(response, body.subarray(0, fault.after))
  else if (fault?.kind === 'short') await broken(response, body)
  else response.end(body)
}

/** Some of it, and then the connection breaks. */
async function broken(response: ServerResponse, part: Buffer): Promise<void> {
  response.write(part)
  await pause(50)
  response.socket?.destroy()
}

function instead(reply: Reply, fault: Fault | null): Reply {
  if (fault?.kind === 'status')
    return { status: fault.status, headers: fault.headers ?? {}, body: fault.body ?? '' }
  if (fault?.kind === 'html')
    return {
      status: 200,
      headers: { 'content-type': reply.headers['content-type'] ?? 'text/html' },
      body: '<!DOCTYPE html><html><body>Just a moment while we check your browser</body></html>',
    }
  return reply
}

async function drip(response: ServerResponse, body: Buffer, ms: number): Promise<void> {
  for (let at = 0; at < body.length && !response.destroyed; at++) {
    response.write(body.subarray(at, at + 1))
    await pause(ms)
  }
  response.end()
}
