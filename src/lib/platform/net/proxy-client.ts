import * as v from 'valibot'
import type { Quality } from '#lib/core/domain/download.ts'
import { fault, faultFrom, wordsOf, type Fault } from '#lib/core/domain/fault.ts'
import { done, failed, type Outcome } from '#lib/core/domain/outcome.ts'
import type * as contract from '#proxy/contract.ts'
import { usualPatience, type Patient } from '#lib/core/jobs/patience.ts'
import { faultOfProxy, faultOfSilence, OWN_PATIENCE_MS } from './proxy-faults.ts'
import { errorSchema, healthSchema, metaSchema, resolveSchema, searchSchema } from './proxy-schemas.ts'

// The floors above may not know the proxy; these are this room's words for what it answers.
export type HealthAnswer = contract.HealthAnswer
export type MetaAnswer = contract.MetaAnswer
export type ResolveAnswer = contract.ResolveAnswer
export type SearchAnswer = contract.SearchAnswer
export type TrackMeta = contract.TrackMeta

/** What to look for; what is not known is left out. */
export interface Wanted {
  title?: string
  artist?: string
  album?: string
  durationMs?: number
  isrc?: string
  url?: string
  sources?: readonly string[]
  quality?: Quality
  limit?: number
}

const ANSWER_MS = 30_000
/** The proxy asks several sources one after another; some of them take their time. */
const RESOLVE_MS = 60_000
const HEALTH_MS = 8_000
const MOST_JSON = 20_000_000

/** The proxy, seen from the page. Every answer is checked; every call answers with a value or a fault, and never throws. */
export class ProxyClient {
  readonly #address: () => Promise<string>
  readonly #fetch: typeof fetch
  readonly #patient: Patient
  /** It has answered in this visit. */
  #wasThere = false

  /** `address` is where its routes lie, without a slash at the end. */
  constructor(
    address: () => Promise<string>,
    patient: Patient = usualPatience,
    how: typeof fetch = (...args) => fetch(...args),
  ) {
    this.#address = address
    this.#patient = patient
    this.#fetch = how
  }

  health(signal?: AbortSignal): Promise<Outcome<HealthAnswer>> {
    return this.#json('/health', {}, healthSchema, signal, HEALTH_MS)
  }

  /** What a link names. */
  meta(url: string, signal?: AbortSignal): Promise<Outcome<MetaAnswer>> {
    return this.#json('/meta', { url }, metaSchema, signal, RESOLVE_MS)
  }

  /** By words, or by what is known of a recording. */
  search(wanted: Wanted & { q?: string }, signal?: AbortSignal): Promise<Outcome<SearchAnswer>> {
    return this.#json('/search', wanted, searchSchema, signal, ANSWER_MS)
  }

  /** Recordings whose sound can be had. */
  resolve(wanted: Wanted, signal?: AbortSignal): Promise<Outcome<ResolveAnswer>> {
    return this.#json('/resolve', wanted, resolveSchema, signal, RESOLVE_MS)
  }

  async cover(url: string, signal?: AbortSignal): Promise<Outcome<Blob>> {
    const answer = await this.open('/cover', { url }, timed(signal, this.#patient(ANSWER_MS)))
    if (!answer.ok) return answer
    try {
      const blob = await answer.value.blob()
      return blob.type.startsWith('image/') && blob.size > 0
        ? done(blob)
        : failed(fault('proxy-strange', { detail: `a cover of type ${blob.type}` }))
    } catch (error) {
      return failed(await this.#broken(error, signal))
    }
  }

  /** The address of a route's answer, for what loads by itself (an `audio` element). */
  async addressOf(path: string, query: Readonly<Record<string, unknown>>): Promise<string> {
    const fields = Object.entries(query).flatMap(([name, value]) =>
      value === undefined || value === null || value === '' ? [] : [[name, String(value)]],
    )
    return `${await this.#address()}${path}?${new URLSearchParams(fields).toString()}`
  }

  /** An answer whose body is read by the caller. The signal ends it at any time. */
  async open(
    path: string,
    query: Readonly<Record<string, unknown>>,
    signal: AbortSignal,
    headers: Readonly<Record<string, string>> = {},
    fine: (status: number) => boolean = (status) => status >= 200 && status < 300,
  ): Promise<Outcome<Response>> {
    try {
      const url = await this.addressOf(path, query)
      const response = await this.#fetch(url, { credentials: 'omit', cache: 'no-store', signal, headers })
      if (fine(response.status)) return done(response)
      return failed(await this.#refusal(response))
    } catch (error) {
      return failed(await this.#broken(error, signal))
    }
  }

  async #json<T>(
    path: string,
    query: object,
    schema: v.GenericSchema<unknown, T>,
    outer: AbortSignal | undefined,
    ms: number,
  ): Promise<Outcome<T>> {
    const signal = timed(outer, this.#patient(ms))
    const answer = await this.open(path, { ...query }, signal)
    if (!answer.ok) return answer
    try {
      const parsed = v.safeParse(schema, await jsonOf(answer.value))
      if (!parsed.success) return failed(strange(path, parsed.issues[0].message))
      this.#wasThere = true
      return done(parsed.output)
    } catch (error) {
      if (error instanceof SyntaxError) return failed(strange(path, 'not JSON'))
      return failed(await this.#broken(error, signal))
    }
  }

  /** A refusal in the proxy's own words; anything else did not come from a proxy. */
  async #refusal(response: Response): Promise<Fault> {
    const body = await jsonOf(response).catch(() => null)
    const parsed = v.safeParse(errorSchema, body)
    if (parsed.success) {
      this.#wasThere = true
      return faultOfProxy(parsed.output.error)
    }
    const detail = `status ${response.status}`
    if (response.status === 429) return limit(retryAfterOf(response), detail)
    return faultOfSilence(this.#wasThere, detail)
  }

  /**
   * A call that broke off says nothing of why. [Note: opaque] A 429 that a host sends without its CORS headers looks the same as
   * no host at all: where `/health` answers, it is taken for one.
   */
  async #broken(error: unknown, signal: AbortSignal | undefined): Promise<Fault> {
    if (isTimeout(signal)) return fault('source-failed', { service: 'proxy', detail: 'no answer in time' })
    if (signal?.aborted) return fault('cancelled')
    if (!(error instanceof TypeError)) return faultFrom(error, 'source-failed')
    return (await this.#answers())
      ? limit(OWN_PATIENCE_MS, wordsOf(error))
      : faultOfSilence(this.#wasThere, wordsOf(error))
  }

  async #answers(): Promise<boolean> {
    try {
      const url = `${await this.#address()}/health`
      const answer = await this.#fetch(url, { credentials: 'omit', signal: AbortSignal.timeout(HEALTH_MS) })
      return v.is(healthSchema, await jsonOf(answer))
    } catch {
      return false
    }
  }
}

const limit = (retryAfterMs: number, detail: string) =>
  fault('source-limit', { service: 'proxy', retryAfterMs, detail })

const strange = (path: string, detail: string) => fault('proxy-strange', { detail: `${path}: ${detail}` })

function timed(signal: AbortSignal | undefined, ms: number): AbortSignal {
  const timeout = AbortSignal.timeout(ms)
  return signal ? AbortSignal.any([signal, timeout]) : timeout
}

const isTimeout = (signal: AbortSignal | undefined) =>
  signal?.aborted === true && signal.reason instanceof DOMException && signal.reason.name === 'TimeoutError'

async function jsonOf(response: Response): Promise<unknown> {
  const text = await response.text()
  if (text.length > MOST_JSON) throw new SyntaxError('too long')
  return JSON.parse(text)
}

/** Seconds, or a date as HTTP writes it. */
export function retryAfterOf(response: Response): number {
  const said = response.headers.get('retry-after')
  const seconds = said === null ? Number.NaN : Number(said)
  if (Number.isFinite(seconds)) return Math.max(0, seconds * 1000)
  const at = said === null ? Number.NaN : Date.parse(said)
  return Number.isFinite(at) ? Math.max(0, at - Date.now()) : OWN_PATIENCE_MS
}
