import { filtered, gate, smoother } from './filters.ts'
import { noiseSource } from './random.ts'
import { beatOf, chordAt } from './score.ts'
import { type Stereo, place } from './stereo.ts'
import { BARS, SAMPLE_RATE, hertzOf, secondsAt } from './time.ts'

/** Seconds a note rings, and the last part of them in which the finger damps it. */
const RING = 0.67
const RELEASE = 0.12

/** What a string keeps of itself at each round. */
const KEPT = 0.9965

/** A nylon string (K. Karplus, A. Strong, CMJ 7(2), 1983), tuned by linear interpolation between two samples. */
function pluckedString(midi: number, strength: number, seed: number): Float32Array {
  const noise = noiseSource(seed)
  const nail = smoother(2600 + 2400 * strength)
  // The mean of two neighbours below delays by half a sample.
  const period = SAMPLE_RATE / hertzOf(midi) - 0.5
  const whole = Math.floor(period)
  const part = period - whole
  const string = new Float32Array(Math.round(RING * SAMPLE_RATE))
  const past = (i: number) => (1 - part) * (string[i] ?? 0) + part * (string[i - 1] ?? 0)
  for (let i = 0; i < string.length; i++) {
    const back = i - whole
    string[i] = back < 0 ? nail(noise()) : (KEPT * (past(back) + past(back - 1))) / 2
  }
  const damped = string.map((x, i) => x * gate(i / SAMPLE_RATE, RING - RELEASE, RELEASE))
  return filtered(damped, 'high', 100)
}

/** Which note of the chord each eighth of a bar plays. */
const ARPEGGIO = [0, 2, 3, 1, 2, 3, 1, 2]

/** Lays broken chords into `track`, an octave above the piano and right of the middle. */
export function arpeggiate(track: Stereo): void {
  for (let bar = 0; bar < BARS; bar++) {
    const { voicing } = chordAt(bar)
    ARPEGGIO.forEach((voice, eighth) => {
      const strength = eighth % 2 === 0 ? 0.8 : 0.55
      const note = pluckedString((voicing[voice] ?? 57) + 12, strength, 100 + bar * ARPEGGIO.length + eighth)
      place(track, note, secondsAt(beatOf(bar) + eighth / 2), 0.36 * strength, 0.5)
    })
  }
}
