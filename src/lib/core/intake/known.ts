import type { Track } from '../domain/track.ts'
import { keyOfRow } from '../lists/list-key.ts'
import type { ListRow } from '../lists/row.ts'
import { MOST_DELTA_MS } from '../match/score.ts'

/** What the library has, by everything a song is known by. */
export interface Known {
  byKey: ReadonlyMap<string, Track>
  byIsrc: ReadonlyMap<string, Track>
  byNames: ReadonlyMap<string, readonly Track[]>
}

const AT_ONCE = 200
/** Shelves are rows that are replaced and never changed, so one is read once. */
const kept = new WeakMap<readonly Track[], Known>()

export function knownIn(tracks: readonly Track[]): Known {
  const work = knowing(tracks)
  for (;;) {
    const step = work.next()
    if (step.done) return step.value
  }
}

/** The same, yielding where it may rest. */
export function* knowing(tracks: readonly Track[]): Generator<void, Known> {
  const there = kept.get(tracks)
  if (there) return there
  const byNames = new Map<string, Track[]>()
  for (const [index, track] of tracks.entries()) {
    if (index % AT_ONCE === 0) yield
    const key = namesKey(track)
    if (key !== NO_NAMES) byNames.set(key, [...(byNames.get(key) ?? []), track])
  }
  const made = {
    byKey: new Map(tracks.flatMap((track) => keysOf(track).map((key) => [key, track] as const))),
    byIsrc: new Map(tracks.flatMap((track) => (track.isrc ? [[track.isrc, track] as const] : []))),
    byNames,
  }
  kept.set(tracks, made)
  return made
}

const keysOf = ({ sourceKey, spotifyId }: Track) =>
  spotifyId ? [sourceKey, `spotify:track:${spotifyId}`] : [sourceKey]
const namesKey = ({ title, artist, album }: Pick<ListRow, 'title' | 'artist' | 'album'>) =>
  artist === '' ? NO_NAMES : keyOfRow({ title, artist, album, link: null })
const NO_NAMES = ''

/** The track that a row already is, by its key, its ISRC, or its names where the lengths do not speak against it. */
export function isTheSame(row: ListRow, sourceKey: string, known: Known): string | null {
  const sure = known.byKey.get(sourceKey) ?? (row.isrc ? known.byIsrc.get(row.isrc) : undefined)
  if (sure) return sure.id
  const named = row.title === '' ? [] : (known.byNames.get(namesKey(row)) ?? [])
  return named.find((track) => agrees(row, track))?.id ?? null
}

function agrees({ durationMs, isrc }: ListRow, track: Track): boolean {
  if (isrc && track.isrc) return false
  const ms = track.durationMs ?? (track.durationS === null ? null : track.durationS * 1000)
  return durationMs === null || ms === null || Math.abs(durationMs - ms) <= MOST_DELTA_MS
}
