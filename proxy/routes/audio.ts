import { id3Length } from '#lib/core/files/sniff.ts'
import type { Quality } from '../contract.ts'
import { Refusal, refuse } from '../errors/refusal.ts'
import { leaving } from '../guards/concurrency.ts'
import { HEAD_BYTES, soundType } from '../guards/content.ts'
import { fromClient, fromService } from '../guards/headers.ts'
import { atMost, checkLength } from '../guards/size.ts'
import type { Answer } from '../outbound/guarded-fetch.ts'
import type { AudioSource, Located } from '../sources/audio-source.ts'
import { measure, qualityHeader } from '../sources/measure.ts'
import { peek } from '../sources/peek.ts'
import type { House } from './context.ts'
import { localAnswer } from './local-answer.ts'
import { ask, SoundQuestion } from './questions.ts'

/** A tag with a large picture stands before the first frame; more than this is not waited for. */
const MAX_HEAD = 1_000_000

interface Asked {
  house: House
  source: AudioSource
  src: string
  quality: Quality
  request: Request
}

/** `GET /audio`: the bytes of a `src`, ranges and all, once they have been seen to be sound. */
export async function answerAudio(house: House, request: Request, client: string): Promise<Response> {
  const query = Object.fromEntries(new URL(request.url).searchParams)
  const { src, quality } = ask(SoundQuestion, query)
  const found = house.sources.of(src)
  const asked: Asked = { house, ...found, quality, request }
  if (found.source.off) throw refuse('not_configured', found.source.off, { service: found.source.id })
  const leave = house.streams.enter(client)
  try {
    const answer = found.source.prepare ? await prepared(asked) : await fetched(asked)
    if (request.method === 'HEAD' || !answer.body) {
      await answer.body?.cancel()
      leave()
      return new Response(null, answer)
    }
    return new Response(leaving(answer.body, leave), answer)
  } catch (error) {
    leave()
    throw error
  }
}

async function prepared({ source, src, quality, request }: Asked): Promise<Response> {
  const sound = await source.prepare?.(src, quality, () => undefined, request.signal)
  if (!sound) throw refuse('upstream', 'nothing was made', { service: source.id })
  return localAnswer(sound, request.headers)
}

async function fetched(asked: Asked): Promise<Response> {
  const { house, source, src, quality, request } = asked
  const located = await source.locate?.(src, quality, request.signal)
  if (!located) throw refuse('unsupported', 'this source has no files', { service: source.id })
  try {
    return await passedOn(asked, located, await open(asked, located, fromClient(request.headers)))
  } catch (error) {
    if (error instanceof Refusal && error.upstream === 416) return new Response(null, { status: 416 })
    house.deps.log('info', 'audio refused', { source: source.id })
    throw error
  }
}

/** Compressed transfer would hide the length and the ranges. */
function open({ house, request }: Asked, { service, url, headers }: Located, head: Headers): Promise<Answer> {
  const { signal } = request
  return house.outside.open(service, {
    url,
    head,
    headers: { ...headers, 'accept-encoding': 'identity' },
    signal,
  })
}

async function passedOn(asked: Asked, located: Located, { response, body }: Answer): Promise<Response> {
  const { house, source } = asked
  const max = house.deps.config.audioBytes
  try {
    if (!body) throw refuse('upstream', 'nothing came', { service: source.id })
    const headers = fromService(response.headers)
    // What was unpacked on the way has another length than the one announced.
    if (response.headers.has('content-encoding')) headers.delete('content-length')
    const { start, total } = whereOf(response)
    checkLength(total === null ? headers.get('content-length') : String(total), max, source.id)
    const claimed = response.headers.get('content-type')
    const length = total ?? numberOf(headers.get('content-length'))
    const seen =
      start === 0 ? await looked(body, claimed, length, source.id) : await probed(asked, located, body)
    headers.set('Content-Type', seen.mime)
    if (seen.quality) headers.set('X-SFA-Real-Quality', seen.quality)
    headers.set('Accept-Ranges', takesRanges(response) ? 'bytes' : 'none')
    if (located.name) headers.set('Content-Disposition', dispositionOf(located.name))
    return new Response(seen.body.pipeThrough(atMost(max, source.id)), { status: response.status, headers })
  } catch (error) {
    await body?.cancel().catch(() => undefined)
    throw error
  }
}

interface Seen {
  mime: string
  quality: string | null
  body: ReadableStream<Uint8Array>
}

async function looked(
  body: ReadableStream<Uint8Array>,
  claimed: string | null,
  total: number | null,
  service: string,
): Promise<Seen> {
  const { head, body: whole } = await peek(body, (sofar) =>
    Math.min(MAX_HEAD, HEAD_BYTES + (sofar.byteLength < 10 ? 0 : id3Length(sofar))),
  )
  try {
    const { mime, format } = soundType(head, claimed, service)
    return { mime, quality: qualityHeader(measure(format, head, total)), body: whole }
  } catch (error) {
    await whole.cancel().catch(() => undefined)
    throw error
  }
}

/** The middle of a file says nothing of its kind: its beginning is asked for beside it. */
async function probed(asked: Asked, located: Located, body: ReadableStream<Uint8Array>): Promise<Seen> {
  const range = new Headers({ range: `bytes=0-${HEAD_BYTES - 1}` })
  const first = await open(asked, located, range)
  if (!first.body) throw refuse('upstream', 'nothing came', { service: asked.source.id })
  const claimed = first.response.headers.get('content-type')
  const total = whereOf(first.response).total
  const { mime, quality, body: rest } = await looked(first.body, claimed, total, asked.source.id)
  await rest.cancel()
  return { mime, quality, body }
}

function whereOf(response: Response): { start: number; total: number | null } {
  if (response.status !== 206) return { start: 0, total: null }
  const [, start = '0', total = '*'] =
    /^bytes (\d{1,15})-\d{1,15}\/(\d{1,15}|\*)$/.exec(response.headers.get('content-range') ?? '') ?? []
  return { start: Number(start), total: numberOf(total) }
}

const numberOf = (text: string | null): number | null => (text && /^\d+$/.test(text) ? Number(text) : null)

const takesRanges = (response: Response): boolean =>
  response.status === 206 || response.headers.get('accept-ranges') === 'bytes'

/** The name as RFC 6266 and RFC 8187 write it. */
export function dispositionOf(name: string): string {
  const plain = name.replaceAll(/[^\w .()-]/g, '_').slice(0, 100)
  return `attachment; filename="${plain}"; filename*=UTF-8''${encodeURIComponent(name.slice(0, 200).toWellFormed())}`
}
