import type { Track } from '../domain/track.ts'
import { match, MOST_DELTA_MS } from '../match/score.ts'
import type { CatalogueTrack } from './catalogue-track.ts'

/** As much as a match has whose words are the same and of whose length one side knows nothing. */
const SAME_WORDS = 0.8

type Wish = Pick<Track, 'title' | 'artist' | 'album' | 'durationMs' | 'isrc'>

/**
 * Those of the finds that are this very recording, the best first. They also agree with the best in length, so that a track of
 * unknown length is not put together out of two recordings.
 */
export function sameRecording<T extends CatalogueTrack>(track: Wish, finds: readonly T[]): T[] {
  const wish = { ...track, artist: track.artist || null, album: track.album || null }
  const judged = finds
    .map((found) => ({ found, ...match(wish, found) }))
    .filter(({ score, deltaMs }) => score >= SAME_WORDS && isNear(deltaMs))
    .toSorted((a, b) => b.score - a.score)
  const best = judged.find(({ found }) => found.durationMs !== null)?.found.durationMs ?? null
  return judged.map(({ found }) => found).filter(({ durationMs }) => isNear(deltaOf(durationMs, best)))
}

const isNear = (deltaMs: number | null) => deltaMs === null || Math.abs(deltaMs) <= MOST_DELTA_MS
const deltaOf = (a: number | null, b: number | null) => (a === null || b === null ? null : a - b)
