import { keyRelation, sameKey } from '../music/musical-key.ts'
import type { MusicalKey } from './analysis.ts'
import type { TrackFacts } from './track-facts.ts'
import type { Track } from './track.ts'

/** What of a library is wanted; null leaves it open. */
export interface TrackFilter {
  leastBpm: number | null
  mostBpm: number | null
  key: MusicalKey | null
  /** Also keys that go well with it. */
  withNeighbours: boolean
}

export const NO_FILTER: TrackFilter = { leastBpm: null, mostBpm: null, key: null, withNeighbours: true }

export function isFiltering({ leastBpm, mostBpm, key }: TrackFilter): boolean {
  return leastBpm !== null || mostBpm !== null || key !== null
}

/** Tracks that the filter lets through, in the order given. What is unknown is not let through. */
export function filterTracks(
  tracks: readonly Track[],
  facts: ReadonlyMap<string, TrackFacts>,
  filter: TrackFilter,
): readonly Track[] {
  if (!isFiltering(filter)) return tracks
  return tracks.filter((track) => {
    const known = facts.get(track.id)
    return known !== undefined && isWithin(known.bpm, filter) && isInKey(known.key, filter)
  })
}

function isWithin(bpm: number | null, { leastBpm, mostBpm }: TrackFilter): boolean {
  if (leastBpm === null && mostBpm === null) return true
  // A tempo counts as it is shown: 127.96 is 128.
  const shown = bpm === null ? NaN : Math.round(bpm * 10) / 10
  return shown >= (leastBpm ?? 0) && shown <= (mostBpm ?? Infinity)
}

function isInKey(key: MusicalKey | null, { key: wanted, withNeighbours }: TrackFilter): boolean {
  if (wanted === null) return true
  if (key === null) return false
  return withNeighbours ? keyRelation(wanted, key) !== null : sameKey(wanted, key)
}
