import { normalizedArtist, normalizedTitle } from '../match/normalise.ts'
import { NO_FACTS, NO_TEXT, type RecordingFacts, type Track, type TrackText } from '../domain/track.ts'
import type { CatalogueTrack } from './catalogue-track.ts'

/** Longer than any name that is one. */
const LONGEST = 500

/** One line as a person would write it: no controls, no marks that turn the writing round. */
export function oneLine(text: string | null): string {
  return (text ?? '')
    .normalize('NFC')
    .replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]+/gu, ' ')
    .replace(/\s+/gu, ' ')
    .trim()
    .slice(0, LONGEST)
}

/** Twelve characters, upper case; null for what is none. */
export function isrcOf(text: string | null): string | null {
  const plain = (text ?? '').replace(/[\s-]/g, '').toUpperCase()
  return /^[A-Z]{2}[A-Z0-9]{3}\d{7}$/.test(plain) ? plain : null
}

/** What is written on the song, as the catalogue has it. */
export function textFrom(found: CatalogueTrack): TrackText {
  return {
    title: oneLine(found.title),
    artist: oneLine(found.artist),
    album: oneLine(found.album),
    albumArtist: oneLine(found.albumArtist),
    genre: oneLine(found.genre),
    year: found.releaseDate ? Number(found.releaseDate.slice(0, 4)) : null,
    trackNumber: found.trackNumber,
    discNumber: found.discNumber,
  }
}

export function factsFrom(found: CatalogueTrack): RecordingFacts {
  return {
    ...NO_FACTS,
    ...namesFrom(found),
    link: found.sourceUrl,
    isrc: isrcOf(found.isrc),
    spotifyId: found.spotifyId,
    releaseDate: found.releaseDate,
    label: oneLine(found.label) || null,
    coverUrl: found.coverUrl,
    previewUrl: found.previewUrl,
    durationMs: found.durationMs,
  }
}

/** Title and artist as they are compared. */
export function namesFrom({ title, artist }: Pick<TrackText, 'title' | 'artist'>) {
  return { normalizedTitle: normalizedTitle(title).text, normalizedArtist: normalizedArtist(artist).text }
}

/** A listed track of what the catalogue knows. */
export function listedTrack(id: string, found: CatalogueTrack, now: number): Track {
  const text = textFrom(found)
  return {
    ...NO_TEXT,
    ...text,
    ...factsFrom(found),
    title: text.title || oneLine(found.sourceUrl) || found.sourceKey,
    id,
    sourceKey: found.sourceKey,
    state: 'listed',
    fault: null,
    file: null,
    audio: null,
    pcm: null,
    durationS: found.durationMs === null ? null : found.durationMs / 1000,
    hasCover: false,
    addedAt: now,
    edited: [],
  }
}

/**
 * The track with what the catalogue knows of it. `fill` only puts in what is missing; `replace` is for a track of which
 * nothing but its link was known. What a person has written stays either way, also where they left it empty.
 */
export function withCatalogue(track: Track, found: CatalogueTrack, how: 'fill' | 'replace'): Track {
  const text = kept(textFrom(found), (name) => {
    const isFree = !track.edited.includes(name)
    return isFree && (how === 'replace' || !track[name])
  })
  const facts = kept(factsFrom(found), (name) => how === 'replace' || !track[name])
  const next = { ...track, ...text, ...facts, albumId: track.albumId }
  return {
    ...next,
    ...namesFrom(next),
    durationS: next.file === null && next.durationMs !== null ? next.durationMs / 1000 : next.durationS,
  }
}

/** The fields that say something and that may be written. */
function kept<T extends object>(fields: T, may: (name: keyof T) => boolean): Partial<T> {
  const names = Object.keys(fields) as (keyof T)[]
  const free = names.filter((name) => fields[name] !== null && fields[name] !== '' && may(name))
  return Object.fromEntries(free.map((name) => [name, fields[name]])) as Partial<T>
}
