import { type KeyScore, keysOf } from './key.ts'
import { CHROMA_WIDTH } from './pitch-classes.ts'

export type KeySpan = KeyScore

export interface KeyChange {
  /** Seconds. */
  at: number
  from: KeySpan
  to: KeySpan
}

/** Shortest stretch whose key is trusted, in seconds, and how sure its key must be. */
const LEAST_S = 15
const LEAST_SURE = 0.6
/** Fifths between two scales: nearer ones share six of seven notes, and one is often heard as the other. */
const LEAST_FIFTHS = 2

/** Where a stretch of music goes on in a key far from the one before. `rows` as of `PitchClasses`. */
export function keyChangesOf(
  rows: Float32Array,
  framesPerS: number,
  sections: readonly { start: number; end: number }[],
): KeyChange[] {
  const found: KeyChange[] = []
  let before: KeySpan | null = null
  for (const { start, end } of sections) {
    if (end - start < LEAST_S) continue
    const part = rows.subarray(frame(start, framesPerS), frame(end, framesPerS))
    const [key] = keysOf(part, framesPerS)
    if (!key || key.confidence < LEAST_SURE) continue
    if (before && fifthsBetween(before, key) >= LEAST_FIFTHS) found.push({ at: start, from: before, to: key })
    before = key
  }
  return found
}

const frame = (seconds: number, framesPerS: number) => Math.round(seconds * framesPerS) * CHROMA_WIDTH

/** Steps on the circle of fifths between the scales of two keys, 0 (the same, or relative) to 6. */
function fifthsBetween(a: KeySpan, b: KeySpan): number {
  const steps = (((place(a) - place(b)) % 12) + 12) % 12
  return Math.min(steps, 12 - steps)
}

const place = ({ tonic, mode }: KeySpan) => ((mode === 'major' ? tonic : tonic + 3) * 7) % 12
