import { lookup } from 'node:dns/promises'
import { Agent, buildConnector, fetch as undiciFetch } from 'undici'
import { refuse, Refusal } from '../errors/refusal.ts'
import { isPublicAddress, literalAddress } from '../guards/address.ts'
import type { Errand, Transport } from '../outbound/transport.ts'

export interface Dial {
  host: string
  port: string
  tls: boolean
}

export interface NodeTransportOptions {
  /** All addresses of a name. */
  resolve?: (name: string) => Promise<readonly string[]>
  /**
   * Where a connection to a checked address really goes. The way itself by default; the tests' fakes stand for the
   * outside world here, so that every guard before it runs as it does in earnest.
   */
  dial?: (to: Dial) => Dial
}

const CONNECT_MS = 5000
const HEADER_BYTES = 32 * 1024
/** Beyond the deadlines of `guards/time.ts`, which end a request first. */
const TIMES = { headersTimeout: 20_000, bodyTimeout: 120_000, keepAliveTimeout: 4000 }

const systemResolve = async (name: string): Promise<string[]> =>
  (await lookup(name, { all: true, verbatim: true })).map(({ address }) => address)

/**
 * The way out on Node. A name is resolved once, every answer must be public, and the connection goes to the very
 * address that was checked: a name that changes its mind in between (DNS rebinding) changes nothing.
 * Literal addresses pass the same check here; undici's own `lookup` option would not see them.
 */
export function createNodeTransport(options: NodeTransportOptions = {}): Transport {
  const { resolve = systemResolve, dial = (to) => to } = options
  const connect = buildConnector({ timeout: CONNECT_MS, allowH2: false })
  const connector: buildConnector.connector = (wanted, callback) => {
    checkedAddress(wanted.hostname, resolve)
      .then((address) => {
        const to = dial({ host: address, port: wanted.port, tls: wanted.protocol === 'https:' })
        connect(
          {
            ...wanted,
            hostname: to.host,
            host: to.host,
            port: to.port || (to.tls ? '443' : '80'),
            protocol: to.tls ? 'https:' : 'http:',
            // The certificate must be that of the name, not of the address.
            servername: wanted.servername || nameOf(wanted.hostname),
          },
          callback,
        )
      })
      .catch((error: unknown) => callback(error instanceof Error ? error : new Error(String(error)), null))
  }
  const agent = new Agent({
    connect: connector,
    maxHeaderSize: HEADER_BYTES,
    ...TIMES,
    connections: 32,
  })
  return (errand) => send(errand, agent)
}

/**
 * The way to a machine that the owner named: any address, for it may stand at his home. What may be asked of it is
 * held by `checkUrl` with `{ only }`.
 */
export function createOwnerTransport(): Transport {
  const agent = new Agent({ connect: { timeout: CONNECT_MS }, maxHeaderSize: HEADER_BYTES, ...TIMES })
  return (errand) => send(errand, agent)
}

const nameOf = (host: string): string => (literalAddress(host) === null ? host : '')

async function checkedAddress(
  host: string,
  resolve: (name: string) => Promise<readonly string[]>,
): Promise<string> {
  const literal = literalAddress(host)
  const addresses = literal === null ? await resolved(host, resolve) : [literal]
  const [first] = addresses
  if (first === undefined || !addresses.every(isPublicAddress))
    throw refuse('blocked', 'this name does not lead to a public address')
  return first
}

async function resolved(
  host: string,
  resolve: (name: string) => Promise<readonly string[]>,
): Promise<readonly string[]> {
  try {
    return await resolve(host)
  } catch (cause) {
    throw refuse('not_found', 'this name is not known', { cause })
  }
}

async function send(errand: Errand, agent: Agent): Promise<Response> {
  try {
    const answer = await undiciFetch(errand.url, {
      method: errand.method,
      headers: Object.fromEntries(errand.headers),
      body: errand.body,
      redirect: 'manual',
      signal: errand.signal,
      dispatcher: agent,
    })
    return asResponse(answer)
  } catch (error) {
    throw refusalIn(error) ?? error
  }
}

/** undici's own Response class, seen as the runtime's: same shape, same streams. */
function asResponse(answer: Awaited<ReturnType<typeof undiciFetch>>): Response {
  const headers = new Headers([...answer.headers])
  const bare = [204, 205, 304].includes(answer.status) || answer.body === null
  const body = answer.body as ReadableStream<Uint8Array> | null
  return new Response(bare ? null : body, { status: Math.max(200, answer.status), headers })
}

function refusalIn(error: unknown): Refusal | null {
  for (let at = error; at instanceof Error; at = at.cause) if (at instanceof Refusal) return at
  return null
}
