import { randomOf } from './random.ts'

const RATE = 44_100
/** Seconds of one chord. */
const CHORD_S = 0.8

/**
 * A song of `seconds` at 44.1 kHz: triads of its own with overtones, one after another as `seed` has them, `shift` semitones
 * higher. `from` begins it later, as an excerpt does.
 */
export function playedSong(
  seed: number,
  seconds: number,
  { shift = 0, from = 0 } = {},
): Float32Array<ArrayBuffer> {
  const random = randomOf(seed)
  const chords = Array.from({ length: Math.ceil((from + seconds) / CHORD_S) }, () => {
    const root = Math.floor(random() * 12)
    return [root, root + (random() < 0.5 ? 3 : 4), root + 7]
  })
  return Float32Array.from({ length: Math.round(seconds * RATE) }, (_, i) => {
    const t = from + i / RATE
    const chord = chords[Math.floor(t / CHORD_S)] ?? []
    const fade = 1 - 0.7 * ((t / CHORD_S) % 1)
    return chord.reduce((sum, note) => {
      const turn = 2 * Math.PI * 196 * 2 ** ((note + shift) / 12) * t
      return sum + fade * (0.12 * Math.sin(turn) + 0.04 * Math.sin(2 * turn))
    }, 0)
  })
}
