import { fault, FaultError, wordsOf, type Fault, type FaultCode } from './fault.ts'

const CODE_OF_NAME: Record<string, FaultCode> = {
  QuotaExceededError: 'storage-full',
  DatabaseClosedError: 'storage-closed',
  InvalidStateError: 'storage-closed',
  OpenFailedError: 'storage-closed',
  MissingAPIError: 'storage-closed',
}

const partOf = (error: unknown, key: 'name' | 'inner'): unknown =>
  typeof error === 'object' && error !== null ? (error as Record<string, unknown>)[key] : undefined

// A database library wraps: a full disk arrives as AbortError around QuotaExceededError, so the deepest known name wins.
function codeOf(error: unknown): FaultCode | null {
  const inner = partOf(error, 'inner')
  const within = inner === undefined || inner === error ? null : codeOf(inner)
  const name = partOf(error, 'name')
  return within ?? (typeof name === 'string' ? (CODE_OF_NAME[name] ?? null) : null)
}

const OWN_MISTAKES = [TypeError, RangeError, ReferenceError]

/**
 * What a browser's database threw, as `storage-full`, `storage-closed` or `storage-failed`. A fault stays itself, and a
 * mistake of our own inside a transaction is `unknown`: the storage is not to blame.
 */
export function storageError(error: unknown): FaultError {
  if (error instanceof FaultError) return error
  const ours = OWN_MISTAKES.some((kind) => error instanceof kind)
  const code = ours ? 'unknown' : (codeOf(error) ?? 'storage-failed')
  return new FaultError(fault(code, { detail: wordsOf(error) }), error)
}

const MB = 1024 * 1024
const upMB = (bytes: number) => Math.max(1, Math.ceil(bytes / MB))

/**
 * The same fault with the megabytes that a write needed, for its sentence, where it is `storage-full`; and with those that are
 * free, where that is less: a browser that tells more (Chromium rounds, so that nobody can be recognised by it) explains
 * nothing. Bytes both; `free` null where nobody knows.
 */
export function withRoom(value: Fault, need: number, free: number | null): Fault {
  if (value.code !== 'storage-full') return value
  const known = free !== null && free < need
  return {
    ...value,
    values: { need: upMB(need), ...(known ? { free: Math.max(0, Math.floor(free / MB)) } : {}) },
  }
}

/** The same fault for work that still has `bytes` to write, not only what was in hand when the disk was full. */
export function needing(value: Fault, bytes: number): Fault {
  if (value.code !== 'storage-full') return value
  const need = Math.max(Number(value.values?.['need'] ?? 0), upMB(bytes))
  return { ...value, values: { ...value.values, need } }
}
