import { BARS, BEATS_PER_BAR } from './time.ts'

/** A note: when (beats from the start), how long (beats), which (MIDI number), how strong (0 to 1). */
export type Note = {
  readonly beat: number
  readonly beats: number
  readonly midi: number
  readonly strength: number
}

/** A bar's harmony: the bass root and the voicing above it, as MIDI numbers. */
export type Chord = { readonly root: number; readonly voicing: readonly number[] }

/** D major: a verse of eight bars, and the chord it comes home to. */
const CHORDS: readonly Chord[] = [
  { root: 38, voicing: [54, 57, 61, 64] }, // Dmaj9
  { root: 35, voicing: [54, 57, 59, 62] }, // Bm7
  { root: 31, voicing: [54, 57, 59, 62] }, // Gmaj9
  { root: 33, voicing: [52, 57, 59, 62] }, // A9sus4
  { root: 42, voicing: [52, 57, 61, 64] }, // F#m7
  { root: 35, voicing: [54, 57, 61, 62] }, // Bm9
  { root: 40, voicing: [54, 55, 59, 62] }, // Em9
  { root: 33, voicing: [52, 55, 57, 61] }, // A7
  { root: 38, voicing: [54, 57, 61, 64, 69] }, // Dmaj9, held
]

/** The chord of `bar`; the bar after the last is the held one. */
export function chordAt(bar: number): Chord {
  const chord = CHORDS[bar]
  if (chord === undefined) throw new RangeError(`no chord for bar ${bar}`)
  return chord
}

/** Beats from the start to the downbeat of `bar`. */
export const beatOf = (bar: number): number => bar * BEATS_PER_BAR

/** The beat of the last, held chord. */
export const LAST_BEAT = beatOf(BARS)

type Step = readonly [at: number, beats: number, above: number, strength: number]

// prettier-ignore
const BASS_FIGURES: readonly (readonly Step[])[] = [
  [[0, 1.25, 0, 1], [1.5, 0.4, 0, 0.7], [2.5, 0.75, 7, 0.8], [3.5, 0.45, 12, 0.7]],
  [[0, 1.5, 0, 1], [1.75, 0.2, 0, 0.5], [2.5, 0.9, 0, 0.85], [3.5, 0.45, -2, 0.75]],
  [[0, 1.25, 0, 1], [1.5, 0.45, 7, 0.75], [2, 0.9, 12, 0.8], [3.25, 0.2, 7, 0.6], [3.5, 0.45, 2, 0.75]],
  [[0, 1.4, 0, 1], [1.75, 0.2, 0, 0.5], [2.5, 0.45, 0, 0.8], [3, 0.45, 3, 0.75], [3.5, 0.45, 4, 0.8]],
]

/** The bass line: one figure a bar, the four in turn, and the held root. */
export function bassLine(): Note[] {
  const notes = Array.from({ length: BARS }, (_, bar) => bassBar(bar)).flat()
  return [...notes, { beat: LAST_BEAT, beats: 2, midi: chordAt(BARS).root, strength: 1 }]
}

function bassBar(bar: number): Note[] {
  const { root } = chordAt(bar)
  const figure = BASS_FIGURES[bar % BASS_FIGURES.length] ?? []
  return figure.map(([at, beats, above, strength]) => {
    return { beat: beatOf(bar) + at, beats, midi: root + above, strength }
  })
}
