import type { TrackFacts } from '../domain/track-facts.ts'
import { keyShort, keyText, type KeyNotation } from './musical-key.ts'
import { bpmText } from './tempo.ts'

/** Values for `{bpm}` and `{key}` in names of files; empty where unknown. Plain letters only: `124`, `F#m`, `11A`. */
export function nameWords(facts: TrackFacts | null, notation: KeyNotation): { bpm: string; key: string } {
  const { bpm = null, key = null } = facts ?? {}
  return {
    bpm: bpm === null ? '' : bpmText(bpm, 0),
    key: key ? (notation === 'musical' ? keyShort(key) : keyText(key, notation)) : '',
  }
}

/** `124 BPM, 11A`: what a name of a file may be given after the title; empty where nothing is known. */
export function tempoAndKey(facts: TrackFacts | null, notation: KeyNotation): string {
  const { bpm, key } = nameWords(facts, notation)
  return [bpm && `${bpm} BPM`, key].filter(Boolean).join(', ')
}
