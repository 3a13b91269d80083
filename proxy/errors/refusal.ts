import type { ErrorCode, ProxyError } from '../contract.ts'

const STATUS: Record<ErrorCode, number> = {
  bad_request: 400,
  rate_limited: 429,
  not_found: 404,
  auth: 403,
  upstream: 502,
  timeout: 504,
  unsupported: 422,
  blocked: 403,
  too_large: 413,
  wrong_type: 415,
  circuit_open: 503,
  not_configured: 501,
  command_missing: 501,
}

/** Carries a typed error inside the proxy; it becomes an `ErrorAnswer` at the door. */
export class Refusal extends Error {
  readonly data: ProxyError
  /** The status that the service itself answered, where that matters. */
  readonly upstream: number | null

  constructor(data: ProxyError, cause: unknown, upstream: number | null) {
    super(`${data.service}: ${data.code}: ${data.message}`, { cause })
    this.name = 'Refusal'
    this.data = data
    this.upstream = upstream
  }
}

interface More {
  service?: string
  /** Whole seconds. */
  retryAfter?: number | null
  cause?: unknown
  upstream?: number
}

export function refuse(code: ErrorCode, message: string, more: More = {}): Refusal {
  const { service = 'proxy', retryAfter = null, cause, upstream = null } = more
  return new Refusal({ code, status: STATUS[code], retryAfter, service, message }, cause, upstream)
}

/** Whatever was thrown, as data; the words of a foreign error stay inside, for they may quote an address or a token. */
export function errorOf(error: unknown, service = 'proxy'): ProxyError {
  if (error instanceof Refusal) return error.data
  return refuse('upstream', 'the service could not be reached', { service }).data
}
