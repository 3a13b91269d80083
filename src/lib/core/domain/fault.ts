/**
 * Faults are data. Every code has one class, decided here, and one sentence, kept in `ui/messages/faults.ts`.
 * `soon`: trying again by itself is worth it. `later`: it needs time or a person first. `never`: it will fail again.
 */
export type Retry = 'soon' | 'later' | 'never'

const RETRY = {
  // files
  'file-empty': 'never',
  'file-cut': 'never',
  'file-not-audio': 'never',
  'file-protected': 'never',
  'file-too-large': 'never',
  'file-unreadable': 'later',
  'list-too-large': 'never',
  'list-empty': 'never',
  'file-unwritten': 'later',
  'encoder-missing': 'never',
  'audio-unsupported': 'never',
  'audio-silent-length': 'never',
  'link-not-yet': 'never',
  // storage
  'storage-full': 'later',
  'storage-closed': 'soon',
  'storage-held': 'soon',
  'storage-lost': 'never',
  'storage-failed': 'soon',
  'newer-data': 'never',
  'upgrade-failed': 'later',
  'backup-unfit': 'never',
  'backup-newer': 'never',
  'backup-hostile': 'never',
  'backup-without-sound': 'never',
  // model
  'model-missing': 'later',
  'model-part-wrong': 'soon',
  'model-unreachable': 'soon',
  'model-unfit': 'never',
  'model-not-served': 'never',
  // engines
  'engine-start': 'soon',
  'engine-hung': 'soon',
  'engine-crashed': 'soon',
  'engine-memory': 'soon',
  'gpu-lost': 'soon',
  'not-finite': 'soon',
  // sound
  'sound-blocked': 'later',
  'sound-device': 'soon',
  // work
  cancelled: 'never',
  interrupted: 'soon',
  'track-gone': 'never',
  'stem-missing': 'later',
  'no-audio': 'later',
  'has-audio': 'never',
  'dependency-failed': 'later',
  offline: 'soon',
  'part-missing': 'soon',
  'service-shut': 'soon',
  // webhooks
  'hook-refused': 'soon',
  'hook-unreachable': 'soon',
  'hook-blocked': 'later',
  'hook-no-proxy': 'later',
  'hook-paused': 'later',
  'hook-gone': 'never',
  'hook-address': 'never',
  // the proxy and what lies beyond it
  'proxy-missing': 'later',
  'proxy-strange': 'later',
  'source-limit': 'soon',
  'source-failed': 'soon',
  'source-refused': 'later',
  'source-gone': 'never',
  'source-unfit': 'later',
  'source-off': 'later',
  'command-missing': 'later',
  'download-too-large': 'never',
  'download-not-audio': 'later',
  'download-cut': 'soon',
  'download-length': 'later',
  'spotify-refused': 'later',
  'spotify-disconnected': 'later',
  // shares
  'share-stopped': 'never',
  'share-expired': 'never',
  'share-used-up': 'never',
  'share-newer': 'later',
  'share-unfit': 'never',
  'share-spoilt': 'later',
  'share-key': 'never',
  'share-answer': 'later',
  'share-gone': 'never',
  'share-too-large': 'never',
  unknown: 'later',
} as const satisfies Record<string, Retry>

export type FaultCode = keyof typeof RETRY

export interface Fault {
  code: FaultCode
  retry: Retry
  /** The outside service concerned, when there is one. */
  service?: string
  /** How long the service asked to be left alone: the job waits so long, and it counts as no failed try. */
  retryAfterMs?: number
  /** For the log and for Details; never the sentence a person reads first. */
  detail?: string
  /** Values its sentence speaks of (bytes, names). */
  values?: Record<string, string | number>
}

export function fault(code: FaultCode, more: Omit<Fault, 'code' | 'retry'> = {}): Fault {
  return { code, retry: RETRY[code], ...more }
}

export function isFaultCode(code: unknown): code is FaultCode {
  return typeof code === 'string' && Object.hasOwn(RETRY, code)
}

/** Carries a fault inside a room; it becomes data again at the room's door. */
export class FaultError extends Error {
  readonly fault: Fault

  constructor(value: Fault, cause?: unknown) {
    super(value.detail ? `${value.code}: ${value.detail}` : value.code, { cause })
    this.name = 'FaultError'
    this.fault = value
  }
}

/** The fault inside `error`, else `otherwise` with the error's own words as detail. */
export function faultFrom(error: unknown, otherwise: FaultCode = 'unknown'): Fault {
  if (error instanceof FaultError) return error.fault
  return fault(otherwise, { detail: wordsOf(error) })
}

/** An error's name and message as one line, whatever was thrown. */
export function wordsOf(error: unknown): string {
  if (error instanceof Error) return `${error.name}: ${error.message}`
  return String(error)
}
