import { smoother } from './filters.ts'
import { wander } from './random.ts'
import { hertzOf } from './time.ts'

/** Vibrato: depth in semitones, rate in Hz, seconds after which it sets in and over which it grows. */
const VIBRATO = { depth: 0.38, rate: 5.5, after: 0.18, grows: 0.4 }

/**
 * Pitch (Hz) as a singer holds a note (MIDI number, seconds since it began): glides, a vibrato that sets in late,
 * drift and jitter. Asked `rate` times a second.
 */
export function intonation(seed: number, rate: number): (midi: number, held: number) => number {
  let [first, second] = [smoother(7, 0, rate), smoother(7, 0, rate)]
  const [drift, jitter, pace] = [
    wander(seed, 2.3, rate),
    wander(seed + 1, 90, rate),
    wander(seed + 2, 1.5, rate),
  ]
  let [swing, begun] = [0, false]
  return (midi, held) => {
    if (!begun) [first, second, begun] = [smoother(7, midi, rate), smoother(7, midi, rate), true]
    swing += (2 * Math.PI * (VIBRATO.rate + 0.5 * pace())) / rate
    const grown = Math.min(1, Math.max(0, (held - VIBRATO.after) / VIBRATO.grows))
    const bend = VIBRATO.depth * grown * Math.sin(swing) + 0.12 * drift() + 0.05 * jitter()
    return hertzOf(second(first(midi)) + bend)
  }
}
