import type { LaneSource } from '#lib/core/domain/keys.ts'
import { LANE_ORDER, type Separation } from '#lib/core/domain/separation.ts'
import { isPieceReady, stemPieceAt } from '#lib/core/dsp/segments.ts'
import type { Track } from '#lib/core/domain/track.ts'

/**
 * The lanes of a track: its stems in their fixed order as soon as any of them has sound, before that the song itself;
 * none while it is not decoded.
 */
export function lanesOf(track: Track, separation: Separation | null): LaneSource[] {
  if (!separation || separation.finished.length === 0) {
    if (!track.pcm) return []
    return [{ lane: 'mix', trackId: track.id, separationId: null, frames: track.pcm.frames }]
  }
  return LANE_ORDER.filter((stem) => separation.stems.includes(stem)).map((lane) => ({
    lane,
    trackId: track.id,
    separationId: separation.id,
    frames: separation.frames,
  }))
}

/** The segments a lane may be read from; null is a decoded song: all of it. */
export function finishedFor(source: LaneSource, separation: Separation | null): ReadonlySet<number> | null {
  return source.separationId === null ? null : new Set(separation?.finished)
}

/** Whether the stems have this frame on disk. */
export function isReadyAt(separation: Separation | null, frame: number): boolean {
  if (!separation || separation.state === 'complete') return true
  const piece = stemPieceAt(separation.frames, Math.max(0, Math.min(frame, separation.frames - 1)))
  return piece !== null && isPieceReady(piece, new Set(separation.finished))
}
