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

/** A template filled and made safe on every system, without ending; `/` in the template makes folders, `/` in a title does not. */
export function filePath(template: string, words: PathWords): string {
  const filled = template.split('/').map((part) => safeName(fill(part, words), ''))
  return filled.filter((part) => part !== '').join('/') || 'Untitled'
}

function fill(part: string, { track, facts, notation, stem }: PathWords): string {
  const { bpm, key } = nameWords(facts, notation)
  const values: Record<string, string> = {
    ...{ title: track.title || 'Untitled', artist: track.artist, album: track.album, genre: track.genre },
    ...{ albumartist: track.albumArtist || track.artist, year: String(track.year ?? ''), bpm, key, stem },
    track: track.trackNumber === null ? '' : String(track.trackNumber).padStart(2, '0'),
  }
  return part
    .replace(/\{(\w+)\}/g, (_, word: string) => values[word.toLowerCase()] ?? '')
    .replace(/\(\s*\)|\[\s*\]/g, '')
    .replace(/^[\s-]+|[\s-]+$/g, '')
    .replace(/\s+/g, ' ')
}
