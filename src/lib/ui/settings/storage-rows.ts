import type { Track } from '#lib/core/domain/track.ts'
import { sumOf, type ByteKind, type KindBytes } from '#lib/core/storage/byte-sums.ts'
import { SHOWN_KINDS, type SizeSort } from '../messages/storage.ts'

export interface SongSize {
  track: Track
  kinds: KindBytes
  /** By what it is sorted. */
  bytes: number
}

/** Songs that take room, the largest first, by all they take or by one kind of it. */
export function songSizes(
  tracks: readonly Track[],
  songs: ReadonlyMap<string, KindBytes>,
  by: SizeSort,
): SongSize[] {
  return tracks
    .map((track) => ({ track, kinds: songs.get(track.id) ?? {} }))
    .map((row) => ({ ...row, bytes: by === 'all' ? sumOf(row.kinds) : (row.kinds[by] ?? 0) }))
    .filter((row) => row.bytes > 0)
    .toSorted((a, b) => b.bytes - a.bytes)
}

/** Bytes by kind with the app and what no key speaks of, so that the parts are the whole. */
export function partsOf(
  kinds: KindBytes,
  estimate: { usage: number; app: number | null },
): { kind: ByteKind | 'app' | 'rest'; bytes: number }[] {
  const app = estimate.app ?? 0
  const rest = Math.max(0, estimate.usage - sumOf(kinds) - app)
  const all = { ...kinds, app, rest }
  return SHOWN_KINDS.map((kind) => ({ kind, bytes: all[kind] ?? 0 })).filter((part) => part.bytes > 0)
}
