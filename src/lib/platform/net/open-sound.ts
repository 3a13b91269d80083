import type { Quality, RealQuality } from '#lib/core/domain/download.ts'
import { fault, faultFrom, type Fault } from '#lib/core/domain/fault.ts'
import { done, failed, type Outcome } from '#lib/core/domain/outcome.ts'
import { usualPatience, type Patient } from '#lib/core/jobs/patience.ts'
import type { ProxyClient } from './proxy-client.ts'

/** Without a byte for this long a transfer is given up; sources that convert are slow to begin. */
const IDLE_MS = 300_000

export interface SoundAsked {
  src: string
  quality: Quality
  /** Go on from this byte of what had this tag; 0 and null begin anew. */
  from: number
  etag: string | null
}

export interface SoundAnswer {
  /** The first byte that comes: `from`, or 0 where the source begins anew. */
  start: number
  /** Of the whole; null where the source does not say. */
  totalBytes: number | null
  /** A strong one, with which it can be gone on. */
  etag: string | null
  mime: string
  name: string
  real: RealQuality | null
  /**
   * The bytes as they come. It ends early without a word where the other side does; it throws what `faultOfBreak` reads.
   */
  bytes: AsyncIterable<Uint8Array>
}

/** Asks for the sound of `src`. `whole`: there is nothing after `from`. */
export async function openSound(
  client: Pick<ProxyClient, 'open'>,
  asked: SoundAsked,
  signal: AbortSignal,
  patient: Patient = usualPatience,
): Promise<Outcome<SoundAnswer | 'whole'>> {
  const goesOn = asked.from > 0 && asked.etag !== null
  const headers: Record<string, string> =
    goesOn && asked.etag !== null ? { Range: `bytes=${asked.from}-`, 'If-Range': asked.etag } : {}
  const idle = new Idle(patient(IDLE_MS))
  const both = AbortSignal.any([signal, idle.signal])
  const query = { src: asked.src, quality: asked.quality }
  const answer = await client.open('/audio', query, both, headers, (status) =>
    [200, 206, 416].includes(status),
  )
  if (!answer.ok) return idle.end(failed(idle.signal.aborted ? slow() : answer.fault))
  const response = answer.value
  if (response.status === 416) return idle.end(done('whole'))
  const told = rangeOf(response)
  if (response.status === 206 && (!goesOn || told?.start !== asked.from)) {
    await response.body?.cancel()
    return idle.end(failed(fault('source-failed', { detail: 'another range than asked for' })))
  }
  return done(answerOf(response, told, idle.over(response.body)))
}

type Told = ReturnType<typeof rangeOf>

function answerOf(response: Response, told: Told, bytes: AsyncIterable<Uint8Array>): SoundAnswer {
  const { headers } = response
  return {
    start: told?.start ?? 0,
    totalBytes: told ? told.total : wholeLength(response),
    etag: strong(headers.get('etag')),
    mime: (headers.get('content-type') ?? '').split(';')[0]?.trim() ?? '',
    name: nameIn(headers.get('content-disposition')),
    real: realIn(headers.get('x-sfa-real-quality')),
    bytes,
  }
}

/** What it means that the bytes stopped with `error`. */
export function faultOfBreak(error: unknown, signal: AbortSignal): Fault {
  if (signal.aborted) return fault('cancelled')
  if (error instanceof DOMException && error.name === 'TimeoutError') return slow()
  if (!(error instanceof TypeError)) return faultFrom(error, 'source-failed')
  const code = globalThis.navigator?.onLine === false ? 'offline' : 'download-cut'
  return fault(code, { detail: error.message })
}

const slow = () => fault('source-failed', { detail: 'no byte for too long' })

class Idle {
  readonly #controller = new AbortController()
  readonly #ms: number
  #timer: ReturnType<typeof setTimeout> | undefined

  constructor(ms: number) {
    this.#ms = ms
    this.#restart()
  }

  get signal(): AbortSignal {
    return this.#controller.signal
  }

  end<T>(value: T): T {
    clearTimeout(this.#timer)
    return value
  }

  async *over(body: ReadableStream<Uint8Array> | null): AsyncIterable<Uint8Array> {
    try {
      for await (const bytes of body ?? []) {
        // The time in which the caller writes is not the source's.
        clearTimeout(this.#timer)
        yield bytes
        this.#restart()
      }
    } finally {
      clearTimeout(this.#timer)
    }
  }

  #restart(): void {
    clearTimeout(this.#timer)
    const late = () => this.#controller.abort(new DOMException('no bytes', 'TimeoutError'))
    this.#timer = setTimeout(late, this.#ms)
  }
}

function rangeOf(response: Response): { start: number; total: number | null } | null {
  if (response.status !== 206) return null
  const said = /^bytes (\d{1,15})-\d{1,15}\/(\d{1,15}|\*)$/.exec(response.headers.get('content-range') ?? '')
  if (!said) return null
  return { start: Number(said[1]), total: said[2] === '*' ? null : Number(said[2]) }
}

function wholeLength(response: Response): number | null {
  const said = response.headers.get('content-length')
  // The length of something packed is not that of what comes out.
  return said && /^\d{1,15}$/.test(said) && !response.headers.has('content-encoding') ? Number(said) : null
}

const strong = (etag: string | null) => (etag?.startsWith('"') ? etag : null)

/** The file's name as the source gives it; what it may be called here is decided where files are written. */
function nameIn(disposition: string | null): string {
  const [, coded] = /filename\*=UTF-8''([^;]{1,600})/i.exec(disposition ?? '') ?? []
  const [, plain] = /filename="([^"]{1,300})"/i.exec(disposition ?? '') ?? []
  try {
    return decodeURIComponent(coded ?? '') || plain || ''
  } catch {
    return plain ?? '' // A stray percent sign: the plain form will do.
  }
}

function realIn(header: string | null): RealQuality | null {
  if (!header) return null
  const fields = new Map(
    header.split(';').map((part) => part.split('=').map((one) => one.trim()) as [string, string]),
  )
  const numberOf = (name: string) => {
    const value = Number(fields.get(name) ?? Number.NaN)
    return Number.isFinite(value) ? value : null
  }
  const lossless = numberOf('lossless')
  return {
    codec: fields.get('codec') ?? '',
    bitrate: numberOf('bitrate'),
    lossless: lossless === null ? null : lossless === 1,
    sampleRate: numberOf('sampleRate'),
  }
}
