import { gate, stateVariable } from './filters.ts'
import { beatOf, chordAt } from './score.ts'
import { type Stereo, place, sound } from './stereo.ts'
import { BARS, hertzOf, secondsAt } from './time.ts'

/** Seconds to swell in and to die away. */
const SWELL = 0.35
const RELEASE = 0.4

/** A held chord of saws, all of them out of tune by the factor `detune`, behind a slowly moving filter. */
function heldChord(voicing: readonly number[], seconds: number, detune: number): Float32Array {
  const filter = stateVariable('low')
  const steps = voicing.map((midi) => hertzOf(midi) * detune)
  return sound(seconds + RELEASE, (t) => {
    let x = 0
    steps.forEach((hertz, voice) => {
      const turns = hertz * t + voice * 0.37
      x += 2 * (turns - Math.floor(turns)) - 1
    })
    const swell = Math.min(1, t / SWELL) * gate(t, seconds, RELEASE)
    return swell * filter(x, 750 + 250 * Math.sin(2 * t * detune))
  })
}

/** Lays held chords into `track`: one choir left, one right, a little out of tune with each other. */
export function pad(track: Stereo): void {
  for (let bar = 0; bar <= BARS; bar++) {
    const start = secondsAt(beatOf(bar))
    const seconds = secondsAt(beatOf(bar + 1)) - start
    for (const side of [-1, 1]) {
      place(track, heldChord(chordAt(bar).voicing, seconds, 1 + side * 0.0025), start, 0.025, side * 0.7)
    }
  }
}
