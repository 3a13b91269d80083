import { bodyOf, segmentAt, SEGMENT_FRAMES, seamOf, STRIDE_FRAMES } from './segments.ts'

/** Where a segment's input comes from in the track; `start` may be negative, `end` beyond the track: zeros there. */
export interface Window {
  start: number
  end: number
  /** Index in the window of the segment's own first frame. */
  lead: number
}

/** A segment shorter than the model's is centred, with real sound around it (demucs/apply.py `TensorChunk.padded`). */
export function windowOf(frames: number, index: number): Window {
  const { start, length } = segmentAt(frames, index)
  const lead = Math.floor((SEGMENT_FRAMES - length) / 2)
  return { start: start - lead, end: start - lead + SEGMENT_FRAMES, lead }
}

/** Weight of a segment's frame `at`: 1 … 171990, 171990 … 1, unscaled; a short segment has the first of them. */
export function transitionWeight(at: number): number {
  const half = SEGMENT_FRAMES / 2
  return at < half ? at + 1 : SEGMENT_FRAMES - at
}

/**
 * One channel of the sound where segments `index - 1` and `index` meet. `tail` is the earlier one's, `head` the later
 * one's, both unweighted; always summed in this order and in float64, so it does not matter which was made first.
 */
export function joinSeam(tail: Float32Array, head: Float32Array): Float32Array<ArrayBuffer> {
  const joined = new Float32Array(head.length)
  for (let i = 0; i < joined.length; i++) {
    const falling = transitionWeight(STRIDE_FRAMES + i)
    const rising = transitionWeight(i)
    joined[i] = ((tail[i] ?? 0) * falling + (head[i] ?? 0) * rising) / (falling + rising)
  }
  return joined
}

/** A stretch of a segment, counted from its own first frame. */
export interface Stretch {
  from: number
  frames: number
}

/** How a segment falls apart: what it shares with the one before, what is its own, what it shares with the next. */
export function cutOf(
  frames: number,
  index: number,
): { head: Stretch | null; body: Stretch | null; tail: Stretch | null } {
  const { start } = segmentAt(frames, index)
  const within = (piece: { start: number; frames: number } | null) =>
    piece && { from: piece.start - start, frames: piece.frames }
  return {
    head: within(seamOf(frames, index)),
    body: within(bodyOf(frames, index)),
    tail: within(seamOf(frames, index + 1)),
  }
}
