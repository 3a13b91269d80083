import * as v from 'valibot'
import { refuse } from '../errors/refusal.ts'
import type { Wish } from '../providers/catalogue.ts'

const words = v.optional(v.pipe(v.string(), v.trim(), v.maxLength(500)), '')
const link = v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(2048))
const ids = v.optional(
  v.pipe(
    v.string(),
    v.maxLength(200),
    v.transform((text) => text.split(',').filter(Boolean)),
    v.array(v.pipe(v.string(), v.regex(/^[a-z-]{1,30}$/))),
  ),
  '',
)
const count = (otherwise: number, most: number) =>
  v.optional(
    v.pipe(v.string(), v.toNumber(), v.integer(), v.minValue(1), v.maxValue(most)),
    String(otherwise),
  )
const quality = v.optional(v.picklist(['lossless', 'high', 'medium', 'low']), 'high')
const wish = {
  title: words,
  artist: words,
  album: words,
  isrc: v.optional(
    v.pipe(v.string(), v.trim(), v.toUpperCase(), v.regex(/^([A-Z]{2}[A-Z0-9]{3}\d{7})?$/)),
    '',
  ),
  durationMs: v.optional(v.pipe(v.string(), v.toNumber(), v.minValue(0), v.maxValue(86_400_000))),
}

export const MetaQuestion = v.object({ url: link })
export const SearchQuestion = v.object({ q: words, ...wish, limit: count(10, 25), sources: ids })
export const ResolveQuestion = v.object({
  q: words,
  ...wish,
  url: v.optional(link),
  quality,
  limit: count(10, 25),
  sources: ids,
})
export const SoundQuestion = v.object({ src: link, quality })
export const CoverQuestion = v.object({ url: link })
export const HookBody = v.object({
  url: link,
  body: v.pipe(v.string(), v.maxLength(200_000)),
  headers: v.optional(
    v.record(v.pipe(v.string(), v.maxLength(100)), v.pipe(v.string(), v.maxLength(1024))),
    {},
  ),
})

/** A question as its schema reads it, or `bad_request` naming the parameters that are wrong. */
export function ask<T>(schema: v.GenericSchema<unknown, T>, given: unknown): T {
  const read = v.safeParse(schema, given)
  if (read.success) return read.output
  const wrong = [...new Set(read.issues.map((issue) => v.getDotPath(issue) ?? 'body'))].join(', ')
  throw refuse('bad_request', `this is not understood: ${wrong}`)
}

type Asked = Pick<
  v.InferOutput<typeof SearchQuestion>,
  'q' | 'title' | 'artist' | 'album' | 'isrc' | 'durationMs'
>

export function wishOf({ q, title, artist, album, isrc, durationMs }: Asked): Wish {
  return { q, title, artist, album, isrc, durationMs: durationMs ?? null }
}
