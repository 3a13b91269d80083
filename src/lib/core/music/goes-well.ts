import type { TrackFacts } from '../domain/track-facts.ts'
import { keyRelation, type KeyRelation } from './musical-key.ts'
import { tempoMatch, type TempoMatch } from './tempo.ts'

/** A song that can follow another, and why. */
export interface Pairing {
  trackId: string
  tempo: TempoMatch
  /** null where one of the keys is not known. */
  key: KeyRelation | null
  /** 0 to 1: what the ear notices least is highest. */
  fit: number
}

/** How little a change of key is noticed. */
const KEY_FIT: Record<KeyRelation, number> = { same: 1, relative: 0.85, 'fifth-up': 0.75, 'fifth-down': 0.75 }
const UNKNOWN_KEY_FIT = 0.3
const OTHER_TIME_FIT = 0.85
const MOST_CHANGE = 0.06

/** Songs that go well with `of`, best first: tempo within 6 % (half and double time too), keys that do not clash. */
export function goesWell(of: TrackFacts, all: Iterable<TrackFacts>, most = 12): Pairing[] {
  const found: Pairing[] = []
  for (const other of all) {
    const pairing = other.trackId === of.trackId ? null : pairingOf(of, other)
    if (pairing) found.push(pairing)
  }
  return found.toSorted((a, b) => b.fit - a.fit || (a.trackId < b.trackId ? -1 : 1)).slice(0, most)
}

function pairingOf(of: TrackFacts, other: TrackFacts): Pairing | null {
  if (of.bpm === null || other.bpm === null) return null
  const tempo = tempoMatch(of.bpm, other.bpm, MOST_CHANGE)
  if (!tempo) return null
  const bothKnown = of.key !== null && other.key !== null
  const key = of.key && other.key ? keyRelation(of.key, other.key) : null
  if (bothKnown && !key) return null
  const tempoFit = (1 - Math.abs(tempo.change) / MOST_CHANGE / 2) * (tempo.ratio === 1 ? 1 : OTHER_TIME_FIT)
  return { trackId: other.trackId, tempo, key, fit: tempoFit * (key ? KEY_FIT[key] : UNKNOWN_KEY_FIT) }
}
