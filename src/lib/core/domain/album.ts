import type { AlbumId, TrackId } from './ids.ts'

/** A record, a playlist, or a bucket of tracks that a person made. */
export interface Album {
  id: AlbumId
  kind: 'album' | 'playlist'
  /** Where it came from, unique: `spotify:album:<id>` and the like; null for one that a person made. */
  sourceKey: string | null
  link: string | null
  title: string
  artist: string
  /** As precise as it is known: `1997`, `1997-09` or `1997-09-22`. */
  releaseDate: string | null
  coverUrl: string | null
  /** How many tracks its source says it has, which may be more than came; null when it does not say. */
  totalTracks: number | null
  /** Its source gives no more than came, though there is more ("100 of ?"). */
  truncated: boolean
  /** Entries of it that nobody can read: files of somebody's own, episodes, songs that are gone. */
  skipped: number
  /** Milliseconds since 1970. */
  addedAt: number
}

/** One place in an album or list. A track may have places in several, and more than one in the same. */
export interface AlbumTrack {
  id: string
  albumId: AlbumId
  trackId: TrackId
  /** From 0, ascending; gaps are allowed. */
  position: number
}

/** What came in together: one paste, one list, one drop. */
export interface ImportBatch {
  id: string
  name: string
  kind: 'links' | 'list' | 'manual'
  /** Tracks that it added; those it found again are not among them. */
  trackIds: TrackId[]
  /** Milliseconds since 1970. */
  createdAt: number
}
