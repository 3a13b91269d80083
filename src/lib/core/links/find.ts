import { LONGEST } from './address.ts'
import type { Recognised } from './link.ts'
import { recognise } from './recognise.ts'

/** An address in a text, and what it names. */
export interface Found {
  /** Where it stands, end exclusive, in UTF-16 units. */
  start: number
  end: number
  /** As written, without the punctuation around it. */
  text: string
  result: Recognised
}

/** Where an address without a scheme may begin; others are taken for prose. */
const BARE_HOSTS = [
  'spotify.com/',
  'open.spotify.com/',
  'www.spotify.com/',
  'play.spotify.com/',
  'spotify.link/',
  'spotify.app.link/',
  'youtube.com/',
  'www.youtube.com/',
  'm.youtube.com/',
  'music.youtube.com/',
  'youtu.be/',
  'deezer.com/',
  'www.deezer.com/',
  'link.deezer.com/',
  'music.apple.com/',
  'itunes.apple.com/',
  'soundcloud.com/',
  'www.soundcloud.com/',
  'm.soundcloud.com/',
  'on.soundcloud.com/',
  'archive.org/',
  'www.archive.org/',
  'audius.co/',
  'jamendo.com/',
  'www.jamendo.com/',
  'musicbrainz.org/',
]
const URIS = ['track', 'album', 'playlist', 'user', 'artist', 'show', 'episode', 'local'].map(
  (kind) => `spotify:${kind}:`,
)
const SCHEMES = ['https://', 'http://', 'deezer://', ...URIS]
/** What surrounds addresses and is in none. */
const EDGE = /[\s<>"“”«»`|\\^{}\p{Cc}\p{Cf}]/u
/** Ends in an emoji, or in half of one. */
const PICTURE = /[\p{Extended_Pictographic}\p{Cs}\p{Mn}]$/u
const CLOSERS: Record<string, string> = { '(': ')', '[': ']' }

/** Every address in `text`, in order: several in a line, in prose, in Markdown. Time grows with the length alone. */
export function findLinks(text: string): Found[] {
  const found: Found[] = []
  for (let at = 0; at < text.length;) {
    const word = nextWord(text, at)
    if (!word) break
    at = word.end
    for (const [start, end] of addressesIn(text.slice(word.start, word.end))) {
      const here = trimmed(text, word.start + start, word.start + end)
      found.push({ ...here, result: recognise(here.text) })
    }
  }
  return found
}

function nextWord(text: string, from: number): { start: number; end: number } | null {
  let start = from
  while (start < text.length && EDGE.test(text[start] ?? '')) start++
  let end = start
  while (end < text.length && !EDGE.test(text[end] ?? '')) end++
  return start < text.length ? { start, end } : null
}

/** Stretches of a word, which has no blanks, that look like addresses. */
function addressesIn(word: string): [number, number][] {
  if (word.length < 8) return []
  const starts = startsIn(word.toLowerCase())
  return starts.map((start, i) => [start, Math.min(starts[i + 1] ?? word.length, start + LONGEST + 1)])
}

function startsIn(low: string): number[] {
  const slashes = low.indexOf('//')
  const places = (parts: readonly string[]) =>
    parts.flatMap((part) => placesOf(low, part)).filter((at) => isStart(low, at, slashes))
  const starts = places(SCHEMES)
  return [...new Set(starts.length > 0 ? starts : places(BARE_HOSTS))].toSorted((a, b) => a - b)
}

/** An address inside another one (`?url=https://…`, `/web/2020/https://…`) is a part of that. */
function isStart(low: string, at: number, slashes: number): boolean {
  if (at === 0 || /[^\p{L}\p{N}=/&?%.@:_+-]/u.test(low[at - 1] ?? '')) return true
  // `link:https://…` has a word before it.
  return (
    low[at - 1] === ':' && (slashes < 0 || slashes >= at) && /^[\p{L}\p{N}]{1,30}:$/u.test(low.slice(0, at))
  )
}

function placesOf(text: string, part: string): number[] {
  const places: number[] = []
  for (let at = text.indexOf(part); at >= 0; at = text.indexOf(part, at + part.length)) places.push(at)
  return places
}

/** Without punctuation of the sentence, and without a bracket that was opened before it. */
function trimmed(text: string, start: number, to: number): { start: number; end: number; text: string } {
  let end = to
  while (end > start && PICTURE.test(text.slice(Math.max(start, end - 2), end))) end--
  const depth: Record<string, number> = { ')': 0, ']': 0 }
  for (const sign of text.slice(start, to)) {
    if (sign in depth) depth[sign] = (depth[sign] ?? 0) + 1
    const closer = CLOSERS[sign]
    if (closer) depth[closer] = (depth[closer] ?? 0) - 1
  }
  while (end > start) {
    const last = text[end - 1] ?? ''
    const open = depth[last]
    if (open === undefined ? !/[.,;:!?'’*_~>([]/.test(last) : open <= 0) break
    if (open !== undefined) depth[last] = open - 1
    end--
  }
  return { start, end, text: text.slice(start, end) }
}
