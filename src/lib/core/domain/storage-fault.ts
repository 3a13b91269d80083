import { fault, FaultError, wordsOf, type FaultCode } from './fault.ts'

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
