import { safeName } from '../domain/export-name.ts'
import type { TrackFacts } from '../domain/track-facts.ts'
import type { Track } from '../domain/track.ts'
import type { KeyNotation } from '../music/musical-key.ts'
import { nameWords } from '../music/name-words.ts'

/** What the words in braces of a template stand for. */
export interface PathWords {
  track: Pick<
    Track,
    'title' | 'artist' | 'album' | 'albumArtist' | 'genre' | 'year' | 'trackNumber' | 'discNumber'
  >
  facts: TrackFacts | null
  notation: KeyNotation
  /** `vocals`, `no vocals`, `mix`; empty for the song itself. */
  stem: string
}

/** Words that may stand in braces. */
export const PATH_WORDS = [
  ...['artist', 'title', 'album', 'albumartist', 'track', 'disc', 'year', 'genre'],
  ...['bpm', 'key', 'stem'],
] as const

/** Bytes of a whole path without its ending: Windows opens no more than 260 characters, and a folder comes before. */
const MOST_BYTES = 190
/** No word is shortened below this. */
const LEAST_LETTERS = 12
/** Where a word stands that is not known. */
const GAP = '\u0000'
const JOIN = String.raw`[\s\-–—_,.;:&+]*`
const EMPTY_BRACKETS = new RegExp(`[([{](?:${JOIN}${GAP})+${JOIN}[)\\]}]`, 'g')
const AROUND_GAP = new RegExp(`(${JOIN})${GAP}(?:${JOIN}${GAP})*(${JOIN})`, 'g')

/**
 * A template filled and made safe on every system, without ending. What is not known goes, with the brackets or the hyphen around it.
 * `/` in the template makes folders, `/` in a title does not. Where it is too long, the longest words are shortened, never the stem.
 */
export function filePath(template: string, words: PathWords): string {
  const said = template.toLowerCase()
  // Of the others nothing could be won where it is too long.
  const values = Object.fromEntries(
    Object.entries(valuesOf(words)).filter(([word]) => said.includes(`{${word}}`)),
  )
  for (let spare = 0; ; spare += 1) {
    const over = byteLength(fillPart(template, values)) - MOST_BYTES
    if (over <= 0 || spare >= 6 || !shorten(values, over)) return fill(template, values)
  }
}

/** Words of a template that are none of ours, for a person to see. */
export function unknownWords(template: string): string[] {
  const all = [...template.matchAll(/\{([^{}]*)\}/g)].map(([, word = '']) => word)
  return all.filter((word) => !(PATH_WORDS as readonly string[]).includes(word.toLowerCase()))
}

type Values = Record<string, string>

function valuesOf({ track, facts, notation, stem }: PathWords): Values {
  const number = (value: number | null) => (value === null ? '' : String(value).padStart(2, '0'))
  const { title, artist, album, albumArtist, genre, year } = track
  const values: Values = {
    ...{ title: title.trim() || 'Untitled', artist, album, genre, albumartist: albumArtist || artist },
    ...{ track: number(track.trackNumber), disc: track.discNumber === null ? '' : String(track.discNumber) },
    ...{ year: year === null ? '' : String(year), ...nameWords(facts, notation), stem },
  }
  // A title is one part of the path, whatever it holds.
  return Object.fromEntries(Object.entries(values).map(([word, value]) => [word, safeName(value, '')]))
}

function fill(template: string, values: Values): string {
  const parts = template.split('/').map((part) => safeName(fillPart(part, values), ''))
  return parts.filter((part) => part !== '').join('/') || 'Untitled'
}

function fillPart(part: string, values: Values): string {
  const of = (word: string) => values[word.toLowerCase()] ?? ''
  const gaps = part
    .replaceAll(GAP, '')
    .replace(/\{([^{}]*)\}/g, (all, word: string) => (of(word) ? all : GAP))
  const tidy = gaps.replace(EMPTY_BRACKETS, GAP).replace(AROUND_GAP, joinOver)
  return tidy.replace(/\{([^{}]*)\}/g, (_, word: string) => of(word))
}

/** What is left where a word is missing: one joint between two others, none at an end or inside a bracket. */
function joinOver(all: string, before: string, after: string, at: number, whole: string): string {
  const previous = whole[at - 1]
  const next = whole[at + all.length]
  if (previous === undefined || next === undefined) return ''
  return '(['.includes(previous) || ')]'.includes(next) ? '' : before || after
}

function shorten(values: Values, over: number): boolean {
  const long = Object.entries(values).filter(
    ([word, value]) => word !== 'stem' && value.length > LEAST_LETTERS,
  )
  const [word, value] = long.toSorted(([, a], [, b]) => byteLength(b) - byteLength(a))[0] ?? []
  if (word === undefined || value === undefined) return false
  const letters = [...value]
  let gone = 0
  while (letters.length > LEAST_LETTERS && gone < over) gone += byteLength(letters.pop() ?? '')
  values[word] = safeName(letters.join(''), '')
  return true
}

function byteLength(text: string): number {
  let bytes = 0
  for (const letter of text) {
    const point = letter.codePointAt(0) ?? 0
    bytes += point < 0x80 ? 1 : point < 0x800 ? 2 : point < 0x10000 ? 3 : 4
  }
  return bytes
}
