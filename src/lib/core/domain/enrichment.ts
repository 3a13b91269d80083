import type { AlbumId, TrackId } from './ids.ts'

export const ENRICHMENT_STATUSES = ['queued', 'running', 'done', 'error'] as const
export type EnrichmentStatus = (typeof ENRICHMENT_STATUSES)[number]

/**
 * One wish to learn more of a track. It is written in the transaction that writes the track, so that neither is ever without the
 * other.
 */
export interface EnrichmentTask {
  id: string
  trackId: TrackId
  albumId: AlbumId | null
  status: EnrichmentStatus
  /** Milliseconds since 1970, both. */
  createdAt: number
  updatedAt: number
  /** Why it is in `error`, for Details; else null. */
  errorMessage: string | null
  /** What came of it. identified: which recording it is. enriched: its facts and picture are there too. */
  result: 'nothing' | 'identified' | 'enriched' | null
}

export function newEnrichment(
  id: string,
  track: { id: TrackId; albumId: AlbumId | null },
  now: number,
): EnrichmentTask {
  return {
    id,
    trackId: track.id,
    albumId: track.albumId,
    status: 'queued',
    createdAt: now,
    updatedAt: now,
    errorMessage: null,
    result: null,
  }
}
