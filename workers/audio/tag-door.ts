import * as v from 'valibot'
import type { TrackText } from '#lib/core/domain/track.ts'

/** Longest text that is kept of any tag, in UTF-16 units. */
const MAX_TEXT = 300

/**
 * One line of plain text: control and direction characters, which could disguise a name, become spaces; what is
 * too long is cut between
 * characters.
 */
function plain(text: string): string {
  const line = text
    .toWellFormed()
    .normalize('NFC')
    .replace(/[\p{Cc}\p{Zl}\p{Zp}\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff\ufffd]+/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim()
  return line.length <= MAX_TEXT
    ? line
    : line
        .slice(0, MAX_TEXT)
        .replace(/[\ud800-\udbff]$/, '')
        .trimEnd()
}

const text = v.optional(v.fallback(v.pipe(v.string(), v.transform(plain)), ''), '')
const count = (min: number, max: number) =>
  v.optional(
    v.fallback(v.nullable(v.pipe(v.number(), v.integer(), v.minValue(min), v.maxValue(max))), null),
    null,
  )

const Tags = v.object({
  title: text,
  artist: text,
  album: text,
  albumArtist: text,
  genre: text,
  year: count(1000, 2100),
  trackNumber: count(1, 9999),
  discNumber: count(1, 999),
})

/** Everything a tag reader found goes through here once: only what is sane and not empty remains. */
export function cleanTags(raw: unknown): Partial<TrackText> {
  const tags = v.parse(v.fallback(Tags, v.parse(Tags, {})), raw)
  return Object.fromEntries(Object.entries(tags).filter(([, value]) => value !== '' && value !== null))
}
