import { findTracks } from '#lib/core/domain/find-tracks.ts'
import type { Track } from '#lib/core/domain/track.ts'

/** Rows folded in one idle moment: a few milliseconds. */
const SLICE = 500
/** Found nowhere, so that every row is looked at. */
const NOTHING = '\u0001'

/** Readies every row for the first search while nothing else is to do. The answer stops it. */
export function warmSearch(tracks: readonly Track[]): () => void {
  // Safari has no idle callback.
  const idle = globalThis.requestIdleCallback ?? ((run: () => void) => setTimeout(run, 50))
  let at = 0
  let stopped = false
  const step = () => {
    if (stopped || at >= tracks.length) return
    findTracks(tracks.slice(at, at + SLICE), NOTHING)
    at += SLICE
    idle(step)
  }
  idle(step)
  return () => {
    stopped = true
  }
}
