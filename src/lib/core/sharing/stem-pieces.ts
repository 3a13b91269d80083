import {
  bodyOf,
  isPieceReady,
  seamOf,
  segmentCount,
  segmentsFor,
  stemPieceAt,
  type StemPiece,
} from '../dsp/segments.ts'

/** The pieces of a stem of `frames` frames that `finished` segments make, in playing order: both sides count them alike. */
export function stemPieces(frames: number, finished: readonly number[]): StemPiece[] {
  const done = new Set(finished)
  return Array.from({ length: segmentCount(frames) }, (_, index) => [
    seamOf(frames, index),
    bodyOf(frames, index),
  ])
    .flat()
    .filter((piece) => piece !== null)
    .filter((piece) => isPieceReady(piece, done))
}

/**
 * The segments of which everything has come, so that whatever a separation says is on disk really is: of two neighbours
 * whose seam is missing only one counts, the earlier.
 */
export function playableSegments(
  frames: number,
  finished: readonly number[],
  isHere: (pieceId: string) => boolean,
): number[] {
  const playable: number[] = []
  for (const index of finished.toSorted((a, b) => a - b)) {
    const body = bodyOf(frames, index)
    const seam = playable.at(-1) === index - 1 ? seamOf(frames, index) : null
    // A last segment that is shorter than the overlap has no piece but its seam.
    if (!body && !seam) continue
    if ([body, seam].every((piece) => piece === null || isHere(piece.id))) playable.push(index)
  }
  return playable
}

/** The order in which pieces are wanted by who listens at `frame`: from there to the end, then what lies before. */
export function fromPlayhead(pieces: readonly StemPiece[], frames: number, frame: number): StemPiece[] {
  const at = stemPieceAt(frames, Math.max(0, Math.min(frame, frames - 1)))
  // Sound begins with a whole segment: the piece under the playhead may be the end of an earlier one.
  const first = segmentsFor(frames, at?.start ?? 0, (at?.start ?? 0) + 1)[0] ?? 0
  const later = pieces.filter((piece) => piece.index >= first)
  return [...later, ...pieces.filter((piece) => piece.index < first)]
}
