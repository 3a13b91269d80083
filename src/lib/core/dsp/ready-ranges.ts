import { isPieceReady, stemPieceAt } from './segments.ts'

/** Stretches of a track of `frames` frames whose stems are not on disk yet, ascending, joined where they touch. */
export function missingRanges(
  frames: number,
  finished: ReadonlySet<number>,
): { start: number; end: number }[] {
  const missing: { start: number; end: number }[] = []
  for (let at = 0; at < frames;) {
    const piece = stemPieceAt(frames, at)
    if (!piece) break
    const end = piece.start + piece.frames
    const last = missing.at(-1)
    if (isPieceReady(piece, finished)) at = end
    else if (last?.end === at) last.end = at = end
    else missing.push({ start: at, end: (at = end) })
  }
  return missing
}
