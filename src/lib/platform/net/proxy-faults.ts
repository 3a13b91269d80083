import { fault, type Fault, type FaultCode } from '#lib/core/domain/fault.ts'
import type { ErrorCode, ProxyError } from '#proxy/contract.ts'

const CODES: Readonly<Record<ErrorCode, FaultCode>> = {
  bad_request: 'proxy-strange',
  rate_limited: 'source-limit',
  not_found: 'source-gone',
  auth: 'source-refused',
  upstream: 'source-failed',
  timeout: 'source-failed',
  unsupported: 'source-unfit',
  blocked: 'source-unfit',
  too_large: 'download-too-large',
  wrong_type: 'download-not-audio',
  circuit_open: 'service-shut',
  not_configured: 'source-off',
  command_missing: 'command-missing',
}

/** Where a service asks for patience and does not say how much. */
export const OWN_PATIENCE_MS = 30_000
const ASKS_PATIENCE: ReadonlySet<ErrorCode> = new Set(['rate_limited', 'circuit_open'])

/** What the proxy refused, as a fault of ours. */
export function faultOfProxy({ code, retryAfter, service, message }: ProxyError): Fault {
  const wait = retryAfter === null ? OWN_PATIENCE_MS : retryAfter * 1000
  const named = { service, detail: `${service}: ${message}` }
  return fault(CODES[code], ASKS_PATIENCE.has(code) ? { ...named, retryAfterMs: wait } : named)
}

/** The proxy does not answer at all. Where it did so before in this visit, it may come back by itself. */
export function faultOfSilence(wasThere: boolean, detail: string): Fault {
  if (globalThis.navigator?.onLine === false) return fault('offline', { detail })
  if (!wasThere) return fault('proxy-missing', { detail })
  return fault('source-failed', { service: 'proxy', retryAfterMs: 5_000, detail })
}
