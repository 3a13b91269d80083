/** From `start` up to, not including, `end`. */
export interface Loop {
  start: number
  end: number
}

/** Frames that sound one after the other, and where the next ones begin; null is the end of the song. */
export interface Stretch {
  start: number
  frames: number
  next: number | null
}

/** Shorter loops would be a tone, and would cost more in blocks than in sound: 50 ms. */
export const SHORTEST_LOOP = 2_205

/**
 * The next stretch to play from `position`, at most `most` frames. A loop holds whoever is before its end, also when
 * coming from before its start; whoever is beyond plays on.
 */
export function stretchAt(position: number, loop: Loop | null, length: number, most: number): Stretch | null {
  if (position < 0 || position >= length) return null
  const held = loop !== null && position < loop.end
  const end = held ? Math.min(loop.end, length) : length
  const frames = Math.min(most, end - position)
  const after = position + frames
  if (after < end) return { start: position, frames, next: after }
  return { start: position, frames, next: held ? loop.start : null }
}

/** A loop of a usable length within the song, its ends in order; null when the song is too short for one. */
export function loopWithin(a: number, b: number, length: number): Loop | null {
  if (length < SHORTEST_LOOP) return null
  const start = Math.max(0, Math.min(Math.round(Math.min(a, b)), length - SHORTEST_LOOP))
  const end = Math.min(length, Math.max(Math.round(Math.max(a, b)), start + SHORTEST_LOOP))
  return { start, end }
}
