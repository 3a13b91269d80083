import { fault, faultFrom, FaultError, type Fault } from '#lib/core/domain/fault.ts'
import { failed, done, type Outcome } from '#lib/core/domain/outcome.ts'

export interface WantedPart {
  url: string
  bytes: number
  /** Lower-case hex. */
  sha256: string
}

/** Without a byte for this long a transfer is given up. */
const IDLE_MS = 30_000

/**
 * Fetches one part whole and checks it: the bytes are given out only when length and hash are right.
 * Holds one part in memory. Faults: `offline`, `model-unreachable`, `model-part-wrong`, `cancelled` on abort.
 */
export async function fetchPart(
  part: WantedPart,
  signal: AbortSignal,
  onBytes: (received: number) => void,
): Promise<Outcome<Uint8Array<ArrayBuffer>>> {
  const idle = new IdleTimer(IDLE_MS)
  try {
    const response = await fetch(part.url, {
      // The parts live in IndexedDB: a second copy in the HTTP cache would only take room.
      cache: 'no-store',
      credentials: 'omit',
      signal: AbortSignal.any([signal, idle.signal]),
    })
    const bytes = await readExactly(bodyOf(response, part), part, idle, onBytes)
    await check(bytes, part)
    return done(bytes)
  } catch (error) {
    return failed(faultOf(error, signal))
  } finally {
    idle.stop()
  }
}

function bodyOf(response: Response, part: WantedPart): ReadableStream<Uint8Array> {
  const type = response.headers.get('content-type') ?? ''
  // A host that answers every unknown address with its start page would otherwise pass for a part.
  if (!response.ok || !response.body || type.startsWith('text/html')) {
    throw new FaultError(fault('model-unreachable', { detail: `${part.url}: ${response.status} ${type}` }))
  }
  return response.body
}

async function readExactly(
  body: ReadableStream<Uint8Array>,
  part: WantedPart,
  idle: IdleTimer,
  onBytes: (received: number) => void,
): Promise<Uint8Array<ArrayBuffer>> {
  const bytes = new Uint8Array(part.bytes)
  let received = 0
  for await (const chunk of body) {
    idle.restart()
    if (received + chunk.length > part.bytes) throw wrong(part, 'too long')
    bytes.set(chunk, received)
    received += chunk.length
    onBytes(received)
  }
  if (received < part.bytes) throw wrong(part, `${received} of ${part.bytes} bytes`)
  return bytes
}

async function check(bytes: Uint8Array<ArrayBuffer>, part: WantedPart): Promise<void> {
  const hash = await sha256Of(bytes)
  if (hash !== part.sha256) throw wrong(part, `sha256 ${hash}`)
}

/** Lower-case hex. */
export async function sha256Of(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', bytes)
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, '0')).join('')
}

function wrong(part: WantedPart, detail: string): FaultError {
  return new FaultError(fault('model-part-wrong', { detail: `${part.url}: ${detail}` }))
}

function faultOf(error: unknown, signal: AbortSignal): Fault {
  if (signal.aborted) return fault('cancelled')
  if (error instanceof FaultError) return error.fault
  return navigator.onLine === false ? fault('offline') : faultFrom(error, 'model-unreachable')
}

/** Aborts its signal when `restart` was not called for `ms`. */
class IdleTimer {
  readonly #controller = new AbortController()
  readonly #ms: number
  #timer: ReturnType<typeof setTimeout> | undefined

  constructor(ms: number) {
    this.#ms = ms
    this.restart()
  }

  get signal(): AbortSignal {
    return this.#controller.signal
  }

  restart(): void {
    clearTimeout(this.#timer)
    this.#timer = setTimeout(() => this.#controller.abort(new Error('no bytes for too long')), this.#ms)
  }

  stop(): void {
    clearTimeout(this.#timer)
  }
}
