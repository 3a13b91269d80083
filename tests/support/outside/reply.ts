import { createHash } from 'node:crypto'

/** One question as a fake service sees it. */
export interface Question {
  host: string
  method: string
  path: string
  query: URLSearchParams
  headers: Record<string, string>
  body: string
}

export interface Reply {
  status: number
  headers: Record<string, string>
  body: string | Uint8Array
}

/** A fake service; null: it does not know this path. */
export type Service = (question: Question) => Reply | null

export function json(data: unknown, status = 200, headers: Record<string, string> = {}): Reply {
  return {
    status,
    headers: { 'content-type': 'application/json; charset=utf-8', ...headers },
    body: JSON.stringify(data),
  }
}

export function page(html: string): Reply {
  return { status: 200, headers: { 'content-type': 'text/html; charset=utf-8' }, body: html }
}

export const moved = (location: string, status = 302): Reply => ({ status, headers: { location }, body: '' })

/** A file with ranges, `If-Range` and a strong ETag, as a good host serves it. */
export function file({ headers }: Question, bytes: Uint8Array, mime: string): Reply {
  const etag = `"${createHash('sha1').update(bytes).digest('hex').slice(0, 16)}"`
  const all = { 'content-type': mime, 'accept-ranges': 'bytes', etag }
  const [, first = '', last = ''] = /^bytes=(\d*)-(\d*)$/.exec(headers['range'] ?? '') ?? []
  const isSame = headers['if-range'] === undefined || headers['if-range'] === etag
  if (!isSame || (first === '' && last === '')) return { status: 200, headers: all, body: bytes }
  const start = first === '' ? Math.max(0, bytes.length - Number(last)) : Number(first)
  const end = first === '' || last === '' ? bytes.length - 1 : Math.min(Number(last), bytes.length - 1)
  if (start >= bytes.length)
    return { status: 416, headers: { 'content-range': `bytes */${bytes.length}` }, body: '' }
  return {
    status: 206,
    headers: { ...all, 'content-range': `bytes ${start}-${end}/${bytes.length}` },
    body: bytes.subarray(start, end + 1),
  }
}
