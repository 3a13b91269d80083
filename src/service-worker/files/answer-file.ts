import { parseRange } from '#lib/core/files/byte-range.ts'
import type { ServedFile } from './served-file.ts'

/** What every answer carries, so that an isolated page may use it and nobody else. */
const ALWAYS = {
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Cross-Origin-Embedder-Policy': 'require-corp',
  'X-Content-Type-Options': 'nosniff',
  'Cache-Control': 'no-store',
  // A song is data: opened by itself it is no page of this site.
  'Content-Security-Policy': "default-src 'none'; media-src 'self'; sandbox",
}

/** Answers GET and HEAD with one byte range or all of it (RFC 9110, 14). `download`: it is to be saved. */
export function answerFile(request: Request, file: ServedFile, download: boolean): Response {
  const etag = `"${file.tag}"`
  const headers = new Headers({
    ...ALWAYS,
    'Content-Type': file.type,
    'Accept-Ranges': 'bytes',
    ETag: etag,
    'Content-Disposition': disposition(file.name, download),
  })
  if (request.headers.get('If-None-Match') === etag) return new Response(null, { status: 304, headers })
  const condition = request.headers.get('If-Range')
  const asked = condition === null || condition === etag ? request.headers.get('Range') : null
  const range = parseRange(asked ?? undefined, file.size)
  if (range === 'beyond') {
    headers.set('Content-Range', `bytes */${file.size}`)
    return new Response(null, { status: 416, headers })
  }
  const { start, end } = range ?? { start: 0, end: file.size - 1 }
  if (range) headers.set('Content-Range', `bytes ${start}-${end}/${file.size}`)
  headers.set('Content-Length', String(end - start + 1))
  const body = request.method === 'HEAD' ? null : streamOf(file.bytes(start, end + 1))
  return new Response(body, { status: range ? 206 : 200, headers })
}

export function refuse(status: 404 | 405 | 503, words: string): Response {
  return new Response(`${words}\n`, {
    status,
    headers: { ...ALWAYS, 'Content-Type': 'text/plain; charset=utf-8' },
  })
}

/** RFC 6266: a plain name for old readers, the true one beside it. */
export function disposition(name: string, download: boolean): string {
  const plain = name.replace(/[^\x20-\x7e]|["\\%]/g, '_')
  const exact = encodeURIComponent(name).replace(
    /['()*]/g,
    (one) => `%${one.charCodeAt(0).toString(16).toUpperCase()}`,
  )
  return `${download ? 'attachment' : 'inline'}; filename="${plain}"; filename*=UTF-8''${exact}`
}

/** Read only as fast as it is taken; a reader that goes away ends it. */
function streamOf(
  pieces: AsyncGenerator<Uint8Array<ArrayBuffer>, void, undefined>,
): ReadableStream<Uint8Array> {
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        const next = await pieces.next()
        if (next.done) controller.close()
        else controller.enqueue(next.value)
      },
      async cancel() {
        await pieces.return()
      },
    },
    { highWaterMark: 0 },
  )
}
