import * as v from 'valibot'
import { fault, type Fault } from '#lib/core/domain/fault.ts'
import { done, failed, type Outcome } from '#lib/core/domain/outcome.ts'

/** Where Spotify's doors are; others in tests. */
export interface SpotifyDoors {
  accounts: string
  api: string
  fetch: typeof fetch
}

export const SPOTIFY: SpotifyDoors = {
  accounts: 'https://accounts.spotify.com',
  api: 'https://api.spotify.com',
  fetch: (...args) => fetch(...args),
}

const ANSWER_MS = 30_000
/** Since July 2026 a 429 may come without CORS headers: it is then not to be told from no answer at all. */
const OWN_PATIENCE_MS = 30_000

const grant = v.object({
  access_token: v.pipe(v.string(), v.nonEmpty()),
  refresh_token: v.optional(v.pipe(v.string(), v.nonEmpty())),
  expires_in: v.pipe(v.number(), v.minValue(0)),
  scope: v.optional(v.string(), ''),
})
export type Grant = v.InferOutput<typeof grant>

/** Asks for tokens. `spotify-refused`: the answer was no, and asking again in the same words gives the same. */
export async function askForTokens(
  doors: SpotifyDoors,
  fields: Readonly<Record<string, string>>,
): Promise<Outcome<Grant>> {
  const body = new URLSearchParams(fields)
  const answer = await ask(doors, `${doors.accounts}/api/token`, { method: 'POST', body })
  if (!answer.ok) return answer
  const parsed = v.safeParse(grant, answer.value)
  return parsed.success ? done(parsed.output) : failed(strange(parsed.issues[0].message))
}

/** Reads `path` of the web API. 401 is `spotify-disconnected`: the token is too old. */
export async function readApi<T>(
  doors: SpotifyDoors,
  path: string,
  token: string,
  schema: v.GenericSchema<unknown, T>,
  signal?: AbortSignal,
): Promise<Outcome<T>> {
  const init = { headers: { Authorization: `Bearer ${token}` }, ...(signal && { signal }) }
  const answer = await ask(doors, `${doors.api}${path}`, init)
  if (!answer.ok) return answer
  const parsed = v.safeParse(schema, answer.value)
  return parsed.success ? done(parsed.output) : failed(strange(parsed.issues[0].message))
}

async function ask(doors: SpotifyDoors, url: string, init: RequestInit): Promise<Outcome<unknown>> {
  const timeout = AbortSignal.timeout(ANSWER_MS)
  const signal = init.signal ? AbortSignal.any([init.signal, timeout]) : timeout
  try {
    const response = await doors.fetch(url, { ...init, signal, credentials: 'omit' })
    const text = await response.text()
    if (!response.ok) return failed(refusal(response, text))
    return done(JSON.parse(text) as unknown)
  } catch (error) {
    if (init.signal?.aborted) return failed(fault('cancelled'))
    if (error instanceof SyntaxError) return failed(strange('not JSON'))
    if (globalThis.navigator?.onLine === false) return failed(fault('offline'))
    return failed(limit(OWN_PATIENCE_MS, 'no answer that can be read'))
  }
}

function refusal(response: Response, text: string): Fault {
  const detail = `status ${response.status} ${text.slice(0, 200)}`
  if (response.status === 429) {
    const seconds = Number(response.headers.get('retry-after') ?? Number.NaN)
    return limit(Number.isFinite(seconds) ? seconds * 1000 : OWN_PATIENCE_MS, detail)
  }
  if (response.status === 401) return fault('spotify-disconnected', { detail })
  if (response.status >= 500) return fault('source-failed', { service: 'spotify-account', detail })
  if (response.status === 404) return fault('source-gone', { detail })
  return fault('spotify-refused', { detail })
}

const limit = (retryAfterMs: number, detail: string) =>
  fault('source-limit', { service: 'spotify-account', retryAfterMs, detail })
const strange = (detail: string) =>
  fault('source-failed', { service: 'spotify-account', detail: `spotify: ${detail}` })
