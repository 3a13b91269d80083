import * as v from 'valibot'
import { fault, wordsOf, type Fault } from '#lib/core/domain/fault.ts'
import { done, failed, type Outcome } from '#lib/core/domain/outcome.ts'
import { usualPatience, type Patient } from '#lib/core/jobs/patience.ts'
import type { ErrorAnswer, HookAnswer, HookQuestion } from '#proxy/contract.ts'

/** The proxy gives the receiver 10 s; this leaves it time to say that none came. */
const PATIENCE_MS = 15_000

const answer = v.variant('ok', [
  v.object({ ok: v.literal(true), status: v.number() }) satisfies v.GenericSchema<HookAnswer>,
  v.object({
    ok: v.literal(false),
    error: v.object({ code: v.string(), retryAfter: v.nullable(v.number()), message: v.string() }),
  }),
])

/** HMAC-SHA-256 of `text` in lower-case hex. */
export async function signature(secret: string, text: string): Promise<string> {
  const bytes = new TextEncoder()
  const algorithm = { name: 'HMAC', hash: 'SHA-256' }
  const key = await crypto.subtle.importKey('raw', bytes.encode(secret), algorithm, false, ['sign'])
  const signed = new Uint8Array(await crypto.subtle.sign('HMAC', key, bytes.encode(text)))
  return [...signed].map((byte) => byte.toString(16).padStart(2, '0')).join('')
}

/**
 * Hands a message to the proxy at `proxy`, which sends it on: a page may not post where it likes. Faults:
 * `hook-refused` (the receiver answered no 2xx), `hook-unreachable`, `hook-blocked`, `hook-no-proxy`.
 */
export async function sendHook(
  proxy: string,
  question: HookQuestion,
  signal: AbortSignal,
  patient: Patient = usualPatience,
): Promise<Outcome<number>> {
  let response: Response
  try {
    response = await fetch(`${proxy}/hook`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(question),
      signal: AbortSignal.any([signal, AbortSignal.timeout(patient(PATIENCE_MS))]),
      cache: 'no-store',
      credentials: 'omit',
      redirect: 'error',
    })
  } catch (error) {
    const late = error instanceof DOMException && error.name === 'TimeoutError'
    return failed(fault(late ? 'hook-unreachable' : 'hook-no-proxy', { detail: wordsOf(error) }))
  }
  const said: unknown = await response.json().catch(() => null)
  const parsed = v.safeParse(answer, said)
  if (!parsed.success) return failed(fault('hook-no-proxy', { detail: `status ${response.status}` }))
  if (!parsed.output.ok) return failed(proxyFault(parsed.output.error))
  const { status } = parsed.output
  if (status >= 200 && status < 300) return done(status)
  return failed(fault('hook-refused', { detail: `status ${status}`, values: { status } }))
}

type Told = Pick<ErrorAnswer['error'], 'retryAfter' | 'message'> & { code: string }

function proxyFault({ code, retryAfter, message }: Told): Fault {
  const detail = `${code}: ${message}`
  switch (code) {
    case 'blocked':
    case 'not_configured':
    case 'bad_request':
    case 'too_large':
      return fault('hook-blocked', { detail })
    default:
      return fault('hook-unreachable', {
        detail,
        ...(retryAfter === null ? {} : { retryAfterMs: retryAfter * 1000 }),
      })
  }
}
