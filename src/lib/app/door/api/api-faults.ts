import type { ApiAnswer } from '#lib/core/channel/api.ts'
import type { ChannelWords } from '#lib/core/channel/messages.ts'
import type { Fault, FaultCode } from '#lib/core/domain/fault.ts'

const STATUS: Partial<Record<FaultCode, number>> = {
  'track-gone': 404,
  'source-gone': 404,
  'list-empty': 400,
  'link-not-yet': 400,
  'has-audio': 409,
  'no-audio': 409,
  'source-refused': 403,
  'source-limit': 429,
  'storage-full': 507,
  'proxy-missing': 503,
  'service-shut': 503,
  'source-failed': 502,
  offline: 503,
  unknown: 500,
}

/** A fault as an answer of HTTP: its code, its sentence, and when to come back. */
export function faultAnswer(why: Fault, words: ChannelWords): ApiAnswer {
  const after = why.retryAfterMs === undefined ? {} : { retry_after: Math.ceil(why.retryAfterMs / 1000) }
  const body = { error: why.code, message: words.fault(why), retry: why.retry, ...after }
  return { status: STATUS[why.code] ?? 422, body }
}
