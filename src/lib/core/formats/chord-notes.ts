const LETTERS: Readonly<Record<string, number>> = { C: 0, D: 2, E: 4, F: 5, G: 7, A: 9, B: 11 }
const STEPS: Readonly<Record<string, readonly number[]>> = {
  '': [0, 4, 7],
  m: [0, 3, 7],
  '7': [0, 4, 7, 10],
  m7: [0, 3, 7, 10],
  maj7: [0, 4, 7, 11],
}
/** Where the root lies: from C3 up, a bass below it. */
const LOWEST = 48

/** MIDI numbers of a chord by its short name (60 is C4), its root an octave lower as bass; none for `N` or what is not known. */
export function chordNotes(name: string): number[] {
  const [, letter = '', sign = '', quality = ''] = /^([A-G])([#b]?)(.*)$/.exec(name) ?? []
  const natural = LETTERS[letter]
  const steps = STEPS[quality]
  if (natural === undefined || !steps) return []
  const root = LOWEST + ((natural + (sign === '#' ? 1 : sign === 'b' ? -1 : 0) + 12) % 12)
  return [root - 12, ...steps.map((step) => root + step)]
}
