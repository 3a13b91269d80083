import { gate, pluckEnvelope } from './filters.ts'
import { beatOf, chordAt } from './score.ts'
import { type Stereo, place, sound } from './stereo.ts'
import { BARS, hertzOf, secondsAt } from './time.ts'

/** Seconds a note takes to die after the key is let go. */
const RELEASE = 0.25

/** Seconds between two notes of a chord: the hand rolls it a little. */
const ROLL = 0.006

/** Frequency modulation: a body at 1:1 and the tine's short ping at 14:1 (J. Chowning, JAES 21, 1973). */
function note(midi: number, strength: number, seconds: number): Float32Array {
  const step = 2 * Math.PI * hertzOf(midi)
  const ring = 3.2 - (midi - 50) * 0.04
  return sound(seconds + RELEASE, (t) => {
    const growl = 1.5 * strength * Math.exp(-t / 0.5) * Math.sin(step * t)
    const ping = 0.5 * strength * Math.exp(-t / 0.06) * Math.sin(14 * step * t)
    const tone = 0.7 * Math.sin(step * t + growl) + 0.3 * Math.sin(1.003 * step * t + ping)
    return tone * pluckEnvelope(t, 0.003, ring) * gate(t, seconds, RELEASE)
  })
}

type Touch = readonly [at: number, beats: number, strength: number]

// prettier-ignore
const COMPING: readonly (readonly Touch[])[] = [
  [[0, 1.4, 0.8], [1.5, 0.9, 0.6], [2.75, 1.1, 0.65]],
  [[0, 1.4, 0.8], [1.75, 0.7, 0.6], [2.5, 0.4, 0.6], [3.25, 0.6, 0.55]],
]
const LAST: readonly Touch[] = [[0, 2.5, 0.85]]

/** Lays the chords into `track`, low notes left, high notes towards the middle. */
export function comp(track: Stereo): void {
  for (let bar = 0; bar <= BARS; bar++) {
    for (const touch of bar === BARS ? LAST : (COMPING[bar % COMPING.length] ?? [])) strike(track, bar, touch)
  }
}

function strike(track: Stereo, bar: number, [at, beats, strength]: Touch): void {
  const start = secondsAt(beatOf(bar) + at)
  const seconds = secondsAt(beatOf(bar) + at + beats) - start
  chordAt(bar).voicing.forEach((midi, n) => {
    const struck = note(midi, strength * (1 - 0.06 * n), seconds)
    place(track, struck, start + ROLL * n, 0.17 * strength, -0.3 + 0.12 * n)
  })
}
