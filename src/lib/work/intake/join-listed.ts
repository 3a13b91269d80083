import type { AlbumTrack } from '#lib/core/domain/album.ts'
import { NO_FACTS, NO_TEXT, type RecordingFacts, type Track, type TrackText } from '#lib/core/domain/track.ts'
import { normalizedTitle } from '#lib/core/match/normalise.ts'
import { match, MOST_DELTA_MS, type Match, type Recording } from '#lib/core/match/score.ts'
import type { RowStore, TableName, Tables } from '#lib/platform/storage/rows.ts'

/** The tables this goes over. */
export const JOIN_TABLES: readonly TableName[] = [
  'tracks',
  'albumTracks',
  'jobs',
  'enrichmentTasks',
  'downloads',
]

/** A listed song that a file may be. */
export interface Likely {
  listed: Track
  match: Match
}

/** From here on it is worth a question. */
const WORTH_ASKING = 0.6
/** The second best must be this much worse, or nobody knows which one is meant. */
const CLEAR = 0.04

/** Listed songs that this one may be, best first. */
export function likelyOf(track: Track, tracks: readonly Track[]): Likely[] {
  const file = recordingOf(track)
  const { text } = normalizedTitle(track.title)
  return tracks
    .filter((one) => one.state === 'listed' && one.id !== track.id && one.title !== '')
    .filter((one) => isNear(recordingOf(one), file) || normalizedTitle(one.title).text === text)
    .map((listed) => ({ listed, match: match(recordingOf(listed), file) }))
    .filter((one) => one.match.score >= WORTH_ASKING)
    .toSorted((a, b) => b.match.score - a.match.score)
}

/** The one that it surely is, or null: certain by names and length, and no other is nearly as good. */
export function surely([best, second]: readonly Likely[]): Track | null {
  if (!best?.match.certain) return null
  return !second || best.match.score - second.match.score >= CLEAR ? best.listed : null
}

/** Of thousands of listed songs only few have about this length. */
function isNear({ durationMs: a }: Recording, { durationMs: b }: Recording): boolean {
  return a !== null && b !== null && Math.abs(a - b) <= MOST_DELTA_MS
}

function recordingOf({ title, artist, album, durationMs, durationS, isrc, file }: Track): Recording {
  const sounding = durationS === null ? null : durationS * 1000
  return { title, artist, album: album || null, durationMs: file ? sounding : (durationMs ?? sounding), isrc }
}

/** What a join took away, to be put back. */
export interface Joined {
  trackId: string
  before: Track
  listed: Track
  places: AlbumTrack[]
}

/**
 * The song with the file takes the place of the listed one, in the caller's transaction over `JOIN_TABLES`: its key, its names,
 * what is known of it and its places in albums. Work that was to find its audio is not needed any more.
 */
export async function joinListed(tables: Tables, track: Track, listed: Track): Promise<Joined> {
  const places = await tables.albumTracks.by('trackId', listed.id)
  await tables.tracks.remove(listed.id)
  await tables.tracks.put(joined(track, listed))
  for (const place of places) await tables.albumTracks.put({ ...place, trackId: track.id })
  for (const job of await tables.jobs.by('trackId', listed.id)) await tables.jobs.remove(job.id)
  for (const row of await tables.enrichmentTasks.by('trackId', listed.id))
    await tables.enrichmentTasks.put({ ...row, trackId: track.id })
  await tables.downloads.remove(listed.id)
  return { trackId: track.id, before: track, listed, places }
}

function joined(track: Track, listed: Track): Track {
  const text = Object.keys(NO_TEXT) as (keyof TrackText)[]
  const facts = Object.keys(NO_FACTS) as (keyof RecordingFacts)[]
  const said = [...text, ...facts].flatMap((name) => (listed[name] ? [[name, listed[name]]] : []))
  const byHand = track.edited.map((name) => [name, track[name]])
  return {
    ...track,
    ...Object.fromEntries([...said, ...byHand]),
    sourceKey: listed.sourceKey,
    edited: [...new Set([...listed.edited, ...track.edited])],
  }
}

/** A person says that they are the same. Null when one of them is gone, or has its audio by now. */
export function joinByHand(rows: RowStore, trackId: string, listedId: string): Promise<Joined | null> {
  return rows.write(JOIN_TABLES, async (tables) => {
    const track = await tables.tracks.get(trackId)
    const listed = await tables.tracks.get(listedId)
    if (!track?.file || listed?.state !== 'listed') return null
    return joinListed(tables, track, listed)
  })
}

/** They are two after all: both are as they were, but for what came of the file since. */
export function splitAgain(rows: RowStore, { trackId, before, listed, places }: Joined): Promise<void> {
  return rows.write(JOIN_TABLES, async (tables) => {
    const now = await tables.tracks.get(trackId)
    if (!now) return
    const names = [...Object.keys(NO_TEXT), ...Object.keys(NO_FACTS)] as (keyof Track)[]
    const own = Object.fromEntries(names.map((name) => [name, before[name]]))
    await tables.tracks.put({ ...now, ...own, edited: before.edited, sourceKey: before.sourceKey })
    await tables.tracks.put(listed)
    for (const place of places) await tables.albumTracks.put(place)
  })
}
