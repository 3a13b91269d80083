import * as v from 'valibot'
import { refuse, Refusal } from '../errors/refusal.ts'
import { looksLikeHtml } from '../guards/content.ts'
import { fromService } from '../guards/headers.ts'
import { checkLength, readAll } from '../guards/size.ts'
import type { Patience } from '../guards/time.ts'
import type { Hosts } from '../guards/url.ts'
import { createGate, type Gate, type Pace } from './gate.ts'
import { guardedFetch, type Answer } from './guarded-fetch.ts'
import type { Transport } from './transport.ts'

/** A service of the outside world: what may be asked of it, and how fast. */
export interface Service {
  id: string
  hosts: Hosts
  pace?: Pace
  /** Its own way to refuse, looked at before the usual meaning of a status. */
  refusal?: (status: number, body: string, retryAfter: number | null) => Refusal | null
  /** Another transport than the guarded one: only for what the owner himself named (a sidecar). */
  transport?: Transport
}

export interface Question {
  url: string
  method?: 'GET' | 'POST'
  headers?: Record<string, string>
  body?: string
  patience?: Patience
  maxBytes?: number
  signal?: AbortSignal | null
}

export interface Outside {
  json<T>(service: Service, question: Question, schema: v.GenericSchema<unknown, T>): Promise<T>
  text(service: Service, question: Question): Promise<string>
  /** An answer whose body is still to be read; 200 and 206 only. */
  open(service: Service, question: Question & { head?: Headers }): Promise<Answer>
  /** Where a short link leads, without reading what is there. */
  follow(service: Service, url: string): Promise<URL>
  closedFor(service: Service): number | null
}

export interface OutsideDeps {
  transport: Transport
  now(): number
  sleep(ms: number): Promise<void>
  /** 0 to 1. */
  random(): number
  userAgent: string
}

export const METADATA: Patience = { firstByteMs: 10_000, idleMs: 10_000, totalMs: 30_000 }
const STREAM: Patience = { firstByteMs: 15_000, idleMs: 60_000, totalMs: 3_600_000 }
const MAX_METADATA_BYTES = 1_000_000
const TRIES = 3

export function createOutside(deps: OutsideDeps): Outside {
  const gates = new Map<string, Gate>()
  const gateOf = (service: Service): Gate => {
    const gate = gates.get(service.id) ?? createGate(service.id, service.pace ?? null, deps)
    gates.set(service.id, gate)
    return gate
  }
  const ask = (service: Service, question: Question & { head?: Headers }, patience: Patience) => {
    const headers = new Headers(question.head)
    headers.set('user-agent', deps.userAgent)
    for (const [name, value] of Object.entries(question.headers ?? {})) headers.set(name, value)
    return guardedFetch(service.transport ?? deps.transport, {
      service: service.id,
      url: question.url,
      hosts: service.hosts,
      method: question.method ?? 'GET',
      headers,
      ...(question.body === undefined ? {} : { body: question.body }),
      patience: question.patience ?? patience,
      signal: question.signal ?? null,
    })
  }

  const text = (service: Service, question: Question) =>
    retrying(deps, question.method !== 'POST', () =>
      gateOf(service).run(async () => {
        const answer = await ask(service, question, METADATA)
        const max = question.maxBytes ?? MAX_METADATA_BYTES
        if (answer.response.ok) checkLength(answer.response.headers.get('content-length'), max, service.id)
        const bytes = await readBody(answer, max, service.id)
        const body = new TextDecoder().decode(bytes)
        const { status, headers } = answer.response
        const refused =
          service.refusal?.(status, body, waitOf(headers)) ?? refusalOf(answer.response, service)
        if (refused) throw refused
        return body
      }),
    )

  return {
    text,
    async json(service, question, schema) {
      const headers = { accept: 'application/json', ...question.headers }
      return parse(await text(service, { ...question, headers }), schema, service.id)
    },
    open: (service, question) =>
      gateOf(service).run(async () => {
        const answer = await ask(service, question, STREAM)
        const refused = refusalOf(answer.response, service)
        if (!refused) return answer
        await answer.body?.cancel()
        throw refused
      }),
    follow: (service, url) =>
      gateOf(service).run(async () => {
        const answer = await ask(service, { url }, METADATA)
        await answer.body?.cancel()
        return answer.url
      }),
    closedFor: (service) => gates.get(service.id)?.closedFor() ?? null,
  }
}

async function readBody(answer: Answer, max: number, service: string): Promise<Uint8Array<ArrayBuffer>> {
  try {
    return await readAll(answer.body, max, service)
  } catch (error) {
    if (error instanceof Refusal) throw error
    throw refuse('upstream', 'the answer broke off', { service, cause: error })
  }
}

/** Three tries, a little later each time and never in step; only where a second question does no harm. */
async function retrying<T>(deps: OutsideDeps, may: boolean, work: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await work()
    } catch (error) {
      const ill = error instanceof Refusal && error.data.code === 'upstream'
      if (!may || !ill || attempt === TRIES) throw error
      await deps.sleep(2 ** (attempt - 1) * (150 + 150 * deps.random()))
    }
  }
}

/** What a status means, when the service has no words of its own for it. */
function refusalOf({ status, headers }: Response, { id: service }: Service): Refusal | null {
  if (status === 200 || status === 206) return null
  if (status === 429)
    return refuse('rate_limited', 'the service is asked too often', { service, retryAfter: waitOf(headers) })
  if (status === 404 || status === 410)
    return refuse('not_found', 'the service does not have it', { service })
  if (status === 401 || status === 403) return refuse('auth', 'the service refuses it', { service })
  if (status === 416) return refuse('bad_request', 'there is no such range', { service, upstream: status })
  if (status === 503 && waitOf(headers) !== null)
    return refuse('rate_limited', 'the service is busy', { service, retryAfter: waitOf(headers) })
  if (status >= 400 && status < 500)
    return refuse('bad_request', `the service answered ${status}`, { service })
  return refuse('upstream', `the service answered ${status}`, { service })
}

/** `Retry-After` in whole seconds, also when it is a date; null when absent or nonsense. At most two days. */
export function waitOf(headers: Headers): number | null {
  const text = fromService(headers).get('retry-after')
  if (text === null) return null
  const date = Date.parse(text)
  const seconds = /^\d+$/.test(text.trim()) ? Number(text) : Math.ceil((date - Date.now()) / 1000)
  return Number.isFinite(seconds) ? Math.min(172_800, Math.max(1, seconds)) : null
}

function parse<T>(text: string, schema: v.GenericSchema<unknown, T>, service: string): T {
  if (looksLikeHtml(text)) throw refuse('upstream', 'a web page came in place of data', { service })
  let data: unknown
  try {
    data = JSON.parse(text)
  } catch (cause) {
    throw refuse('upstream', 'what came is not JSON', { service, cause })
  }
  const read = v.safeParse(schema, data)
  if (read.success) return read.output
  const where = read.issues
    .map((issue) => v.getDotPath(issue) ?? '')
    .slice(0, 3)
    .join(', ')
  throw refuse('upstream', `the answer has another shape (${where})`, { service })
}
