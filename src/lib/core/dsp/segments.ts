/**
 * How a track is cut for the model and put together again, as the official Demucs code does it
 * (demucs/apply.py: split with overlap 0.25, triangular transition weights).
 */
export const SAMPLE_RATE = 44_100
/** Frames the model takes at once: 7.8 s. */
export const SEGMENT_FRAMES = 343_980
/** floor(0.75 x SEGMENT_FRAMES). */
export const STRIDE_FRAMES = 257_985
/** Frames that two neighbours share. */
export const OVERLAP_FRAMES = SEGMENT_FRAMES - STRIDE_FRAMES

export interface Segment {
  index: number
  /** First frame in the track. */
  start: number
  /** Frames of the track in it: SEGMENT_FRAMES, fewer at the end. */
  length: number
}

/** Number of segments of a track of `frames` frames; 0 for none. */
export function segmentCount(frames: number): number {
  return Math.ceil(Math.max(0, frames) / STRIDE_FRAMES)
}

export function segmentAt(frames: number, index: number): Segment {
  const start = index * STRIDE_FRAMES
  return { index, start, length: Math.min(SEGMENT_FRAMES, frames - start) }
}

/**
 * A stretch of finished sound. `body` belongs to one segment alone and is final with it; `seam` is shared by
 * segments `index - 1` and `index` and is final when both are.
 */
export interface StemPiece {
  /** Name in the blob store: sorts in playing order. */
  id: string
  kind: 'body' | 'seam'
  index: number
  start: number
  frames: number
}

const pad = (index: number) => String(index).padStart(6, '0')

/** The seam before segment `index`, or null for the first. */
export function seamOf(frames: number, index: number): StemPiece | null {
  if (index <= 0 || index >= segmentCount(frames)) return null
  const { start, length } = segmentAt(frames, index)
  return { id: `${pad(index)}-a-seam`, kind: 'seam', index, start, frames: Math.min(OVERLAP_FRAMES, length) }
}

/** The part of segment `index` that no other touches; null when its neighbours cover all of it. */
export function bodyOf(frames: number, index: number): StemPiece | null {
  const segment = segmentAt(frames, index)
  const start = segment.start + (seamOf(frames, index)?.frames ?? 0)
  const next = seamOf(frames, index + 1)
  const end = next ? next.start : segment.start + segment.length
  if (end <= start) return null
  return { id: `${pad(index)}-b-body`, kind: 'body', index, start, frames: end - start }
}

/** The piece that holds `frame`, by arithmetic, not by search. */
export function stemPieceAt(frames: number, frame: number): StemPiece | null {
  if (frame < 0 || frame >= frames) return null
  const index = Math.floor(frame / STRIDE_FRAMES)
  const seam = seamOf(frames, index)
  if (seam && frame < seam.start + seam.frames) return seam
  return bodyOf(frames, index)
}

/** Whether a piece is on disk once `finished` segments are. */
export function isPieceReady(piece: StemPiece, finished: ReadonlySet<number>): boolean {
  return finished.has(piece.index) && (piece.kind === 'body' || finished.has(piece.index - 1))
}

/** Segments that a stretch [start, end) needs. */
export function segmentsFor(frames: number, start: number, end: number): number[] {
  const needed: number[] = []
  for (let index = 0; index < segmentCount(frames); index++) {
    const segment = segmentAt(frames, index)
    if (segment.start < end && segment.start + segment.length > start) needed.push(index)
  }
  return needed
}
