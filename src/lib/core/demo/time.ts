/** Samples per second of everything in this room. */
export const SAMPLE_RATE = 44_100

/** Quarter notes per minute. */
export const TEMPO = 100

/** Beats (quarter notes) in a bar, and bars before the last chord. */
export const BEATS_PER_BAR = 4
export const BARS = 8

/** Length of the piece: eight bars (19.2 s) and the ring of the last chord. */
export const SECONDS = 20.6
export const FRAMES = Math.round(SECONDS * SAMPLE_RATE)

/** Where the off-beat sixteenth falls in its eighth: 0.5 is straight, 2/3 a full shuffle. */
const SWING = 0.57

/** Seconds from the start at which `beat` (0 = the first downbeat) is played, swing included. */
export function secondsAt(beat: number): number {
  const eighth = Math.floor(beat * 2)
  const inside = beat * 2 - eighth
  const swung = inside < 0.5 ? inside * 2 * SWING : SWING + (inside - 0.5) * 2 * (1 - SWING)
  return ((eighth + swung) / 2) * (60 / TEMPO)
}

/** Frequency in Hz of a MIDI note number, A4 (69) = 440 Hz. */
export function hertzOf(midi: number): number {
  return 440 * Math.pow(2, (midi - 69) / 12)
}
