import { filtered, gate, stateVariable } from './filters.ts'
import { type Note, bassLine } from './score.ts'
import { type Stereo, place, silence, sound } from './stereo.ts'
import { FRAMES, SAMPLE_RATE, hertzOf, secondsAt } from './time.ts'

/** Harmonics of a plucked string: a string plucked at a fifth of its length lacks every fifth one. */
const HARMONICS = Array.from({ length: 24 }, (_, n) => n + 1)
const PLUCKED_AT = 0.21

/** Seconds for the finger to let go and for the hand to damp. */
const ATTACK = 0.004
const RELEASE = 0.05

type Partial = { readonly step: number; readonly fade: number; size: number }

/** The string's partials: a little sharp of whole multiples, the high ones dying first. */
function partials(hertz: number): Partial[] {
  return HARMONICS.map((n) => ({
    step: 2 * Math.PI * hertz * n * Math.sqrt(1 + 0.00008 * n * n),
    fade: Math.exp((-3 * Math.LN10 * Math.pow(n, 0.75)) / (4.5 * SAMPLE_RATE)),
    size: Math.sin(Math.PI * n * PLUCKED_AT) / Math.pow(n, 1.25),
  }))
}

/** A finger-plucked electric bass: a filter closes behind the finger. */
function pluck(note: Note, seconds: number): Float32Array {
  const filter = stateVariable('low')
  const string = partials(hertzOf(note.midi))
  return sound(seconds + RELEASE, (t) => {
    let x = 0
    for (const one of string) {
      x += one.size * Math.sin(one.step * t)
      one.size *= one.fade
    }
    const open = 420 + (900 + 1700 * note.strength) * Math.exp(-t / 0.12)
    return Math.tanh(1.3 * filter(x * Math.min(1, t / ATTACK), open, 0.8)) * gate(t, seconds, RELEASE)
  })
}

/** The bass stem: dry, in the middle, rolled off where the kick's weight lies. */
export function renderBass(): Stereo {
  const track = silence(FRAMES)
  for (const note of bassLine()) {
    const start = secondsAt(note.beat)
    const seconds = secondsAt(note.beat + note.beats) - start
    place(track, pluck(note, seconds), start, 0.3 * (0.5 + 0.5 * note.strength))
  }
  return [filtered(track[0], 'high', 32), filtered(track[1], 'high', 32)]
}
