import type { TrackFacts } from '#lib/core/domain/track-facts.ts'
import { keyLabel, type KeyNotation } from '#lib/core/music/musical-key.ts'
import { bpmText } from '#lib/core/music/tempo.ts'

/** ` · 118 · F♯m`: after an artist on a narrow screen; empty where nothing is known. */
export function factsText(facts: TrackFacts | null, notation: KeyNotation): string {
  const bpm = facts?.bpm ? bpmText(facts.bpm, 0) : ''
  const key = facts?.key ? keyLabel(facts.key, notation) : ''
  return [bpm, key]
    .filter(Boolean)
    .map((text) => ` · ${text}`)
    .join('')
}
