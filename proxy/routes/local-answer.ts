import type { AudioHeaders } from '../contract.ts'
import type { LocalSound } from '../sources/audio-source.ts'
import { qualityHeader } from '../sources/measure.ts'
import { byteRange } from './byte-range.ts'

/** A file of this machine with ranges (RFC 9110 sections 13.1.5 and 14). */
export function localAnswer(sound: LocalSound, asked: Headers): Response {
  const said: AudioHeaders = {
    'Content-Type': sound.mime,
    'Accept-Ranges': 'bytes',
    ETag: sound.etag,
    'X-SFA-Real-Quality': qualityHeader(sound.realQuality),
    'Content-Disposition': `attachment; filename="${sound.name.replaceAll(/[^\w .()-]/g, '_')}"`,
  }
  const headers = new Headers(Object.entries(said))
  const condition = asked.get('if-range')
  const isSame = condition === null || condition === sound.etag
  const range = isSame ? byteRange(asked.get('range'), sound.bytes) : null
  if (range === 'beyond') {
    headers.set('Content-Range', `bytes */${sound.bytes}`)
    return new Response(null, { status: 416, headers })
  }
  const { start, end } = range ?? { start: 0, end: sound.bytes - 1 }
  headers.set('Content-Length', String(end - start + 1))
  if (range) headers.set('Content-Range', `bytes ${start}-${end}/${sound.bytes}`)
  return new Response(sound.read(start, end), { status: range ? 206 : 200, headers })
}
