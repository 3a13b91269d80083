import { likeness } from './likeness.ts'
import {
  normalizedArtist,
  normalizedTitle,
  type NormalizedArtist,
  type NormalizedTitle,
} from './normalise.ts'
import { plain, wordsOf } from './plain.ts'
import { versionFactor } from './version-factor.ts'
import type { Reason } from './reason.ts'

/** What is known of a recording, as far as it is known. */
export interface Recording {
  title: string
  artist: string | null
  album?: string | null
  durationMs: number | null
  isrc: string | null
  /** The channel or uploader it comes from, which may or may not be the artist. */
  from?: string | null
}

export interface Match {
  /** 0 to 1. */
  score: number
  /** Length of the candidate less that of the wish, in ms; null where one is not known. */
  deltaMs: number | null
  reasons: readonly Reason[]
  /** Certain enough to be taken without asking. */
  certain: boolean
}

/** Beyond this difference of length nothing is taken without asking. */
export const MOST_DELTA_MS = 10_000
/** From here on a match is certain, if its length is known to agree. */
const CERTAIN = 0.86
/** The most that a match can have whose lengths disagree, or of which one is not known. */
const CAP_OFF = 0.5
const CAP_UNKNOWN = 0.8

/** How well a candidate is what was wished for. Symmetric in all but the sign of `deltaMs`. */
export function match(wish: Recording, candidate: Recording): Match {
  const reasons: Reason[] = []
  const titles = titlesOf(wish, candidate)
  const [title, artist] = [ofTitles(titles, reasons), ofArtists(wish, candidate, titles, reasons)]
  let score =
    artist === null ? 0.9 * title : title * (0.45 + 0.55 * artist) * (0.5 + 0.5 * Math.min(1, title + 0.1))
  score *= versionFactor(titles.wish, titles.found, reasons)
  const same = ofIsrc(wish, candidate, reasons)
  if (same) score = Math.max(score, 0.96)
  else if (same === false) score *= 0.92
  if (isSameAlbum(wish, candidate)) {
    reasons.push({ code: 'album-same' })
    score = Math.min(1, score + 0.03)
  }
  const deltaMs = lengthDelta(wish, candidate)
  score = ofLength(score, deltaMs, same === true, reasons)
  const agrees = deltaMs !== null && Math.abs(deltaMs) <= MOST_DELTA_MS
  return { score, deltaMs, reasons, certain: agrees && score >= CERTAIN }
}

interface Titles {
  wish: NormalizedTitle
  found: NormalizedTitle
  /** A title held the artist too (`Artist - Title`, as channels write). */
  artistInTitle: boolean
}

/** The pair of titles, each also without an artist in front, that is most alike. */
function titlesOf(a: Recording, b: Recording): Titles {
  const pairs = titleForms(a, b.artist).flatMap((wish) =>
    titleForms(b, a.artist).map((found) => ({ wish, found })),
  )
  const best = pairs
    .map((pair) => ({ ...pair, alike: likeness(pair.wish.title.text, pair.found.title.text) }))
    .reduce((most, pair) => (pair.alike > most.alike ? pair : most))
  return {
    wish: best.wish.title,
    found: best.found.title,
    artistInTitle: best.wish.isCut || best.found.isCut,
  }
}

/** `Artist - Title` is also `Title` when the other side knows that artist. */
function titleForms(
  { title }: Recording,
  artist: string | null,
): { title: NormalizedTitle; isCut: boolean }[] {
  const whole = { title: normalizedTitle(title), isCut: false }
  const at = artist ? title.search(/\s[-–—|:]\s|:\s/) : -1
  if (!artist || at < 0) return [whole]
  const separator = /^\s?[-–—|:]\s/.exec(title.slice(at))?.[0].length ?? 3
  const [front, rest] = [title.slice(0, at), title.slice(at + separator)]
  const names = normalizedArtist(artist).names
  const shared = normalizedArtist(front).names.some((name) => names.includes(name))
  return shared && rest.trim() ? [whole, { title: normalizedTitle(rest), isCut: true }] : [whole]
}

function ofTitles({ wish, found }: Titles, reasons: Reason[]): number {
  const alike = likeness(wish.text, found.text)
  reasons.push({ code: alike === 1 ? 'title-same' : alike >= 0.75 ? 'title-near' : 'title-differs' })
  return alike
}

function ofArtists(a: Recording, b: Recording, titles: Titles, reasons: Reason[]): number | null {
  const [wish, found] = [sideOf(a, titles.wish), sideOf(b, titles.found)]
  if (wish.names.length === 0 || found.names.length === 0) {
    if (titles.artistInTitle) return said(reasons, 'artist-in-title', 1)
    reasons.push({ code: 'artist-unknown' })
    return null
  }
  if (wish.text === found.text) return said(reasons, 'artist-same', 1)
  if (titles.artistInTitle) return said(reasons, 'artist-in-title', 0.97)
  if (wish.names.some((name) => found.names.includes(name)))
    return said(reasons, 'artist-shared', sharedOf(wish, found))
  const near = Math.max(...wish.names.flatMap((one) => found.names.map((other) => likeness(one, other))))
  if (near >= 0.8) return said(reasons, 'artist-near', near - 0.08)
  if (namesInTitle(a, b)) return said(reasons, 'artist-in-title', 0.9)
  return said(reasons, 'artist-differs', near * 0.5)
}

function said(
  reasons: Reason[],
  code: Extract<Reason, { code: `artist-${string}` }>['code'],
  value: number,
): number {
  reasons.push({ code })
  return value
}

/** Artists, the channel, and guests that the title names: guests are written in either place. */
function sideOf({ artist, from }: Recording, title: NormalizedTitle): NormalizedArtist {
  const own = normalizedArtist(artist ?? '')
  const more = [...own.names, ...(from ? normalizedArtist(from).names : []), ...title.guests]
  const names = [...new Set(more)]
  return { names, text: names.toSorted().join(', ') }
}

/** The first named artist counts most; a missing guest costs little. */
function sharedOf(a: NormalizedArtist, b: NormalizedArtist): number {
  const shared = a.names.filter((name) => b.names.includes(name)).length
  const share = (2 * shared) / (a.names.length + b.names.length)
  const first = b.names.includes(a.names[0] ?? '') || a.names.includes(b.names[0] ?? '')
  return first ? 0.88 + 0.1 * share : 0.6 + 0.3 * share
}

function namesInTitle(a: Recording, b: Recording): boolean {
  const holds = (title: string, artist: string | null) => {
    const words = ` ${wordsOf(plain(title)).join(' ')} `
    return normalizedArtist(artist ?? '').names.some((name) => name.length > 2 && words.includes(` ${name} `))
  }
  return holds(a.title, b.artist) || holds(b.title, a.artist)
}

function ofIsrc(a: Recording, b: Recording, reasons: Reason[]): boolean | null {
  if (!a.isrc || !b.isrc) return null
  const same = a.isrc === b.isrc
  reasons.push({ code: same ? 'isrc-same' : 'isrc-differs' })
  return same
}

function isSameAlbum(a: Recording, b: Recording): boolean {
  return (
    Boolean(a.album && b.album) && normalizedTitle(a.album ?? '').text === normalizedTitle(b.album ?? '').text
  )
}

function lengthDelta(wish: Recording, candidate: Recording): number | null {
  if (!isLength(wish.durationMs) || !isLength(candidate.durationMs)) return null
  return candidate.durationMs - wish.durationMs
}

const isLength = (ms: number | null): ms is number => ms !== null && Number.isFinite(ms) && ms > 0

function ofLength(score: number, deltaMs: number | null, sameIsrc: boolean, reasons: Reason[]): number {
  if (deltaMs === null) {
    reasons.push({ code: 'length-unknown', deltaMs })
    return sameIsrc ? score : Math.min(score, CAP_UNKNOWN)
  }
  const off = Math.abs(deltaMs)
  reasons.push({
    code: off <= 2000 ? 'length-same' : off <= MOST_DELTA_MS ? 'length-near' : 'length-off',
    deltaMs,
  })
  if (off > MOST_DELTA_MS) return Math.min(score * Math.max(0.3, 1 - off / 120_000), CAP_OFF)
  // Two seconds are silence at the ends; from there to ten it grows doubtful.
  return score * (1 - (0.012 * Math.max(0, off - 2000)) / 1000)
}
