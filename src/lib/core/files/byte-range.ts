/** Both ends inclusive, as HTTP counts. */
export interface ByteRange {
  start: number
  end: number
}

/**
 * One byte range of a resource of `size` bytes (RFC 9110, 14.1.2). null: no range, or one that may be ignored
 * (several, another unit, not well formed); 'beyond': it asks only for bytes that are not there.
 */
export function parseRange(header: string | undefined, size: number): ByteRange | 'beyond' | null {
  const match = /^bytes=(\d*)-(\d*)$/.exec(header?.trim() ?? '')
  if (!match) return null
  const [, first = '', last = ''] = match
  if (!first && !last) return null
  if (!first) {
    const count = Math.min(Number(last), size)
    return count === 0 ? 'beyond' : { start: size - count, end: size - 1 }
  }
  const start = Number(first)
  const end = last ? Math.min(Number(last), size - 1) : size - 1
  if (last && Number(last) < start) return null
  return start >= size ? 'beyond' : { start, end }
}
