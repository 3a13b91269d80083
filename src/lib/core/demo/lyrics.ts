import type { PhonemeName } from './phonemes.ts'

/** One sung syllable: when its vowel starts (beats), how long it is held, on which notes, with which sounds. */
export type Syllable = {
  readonly beat: number
  readonly beats: number
  /** [beats from the start, MIDI note]: more than one when the syllable moves. */
  readonly tune: readonly (readonly [number, number])[]
  readonly sounds: readonly PhonemeName[]
}

function sing(
  beat: number,
  beats: number,
  tune: number | Syllable['tune'],
  ...sounds: PhonemeName[]
): Syllable {
  return { beat, beats, tune: typeof tune === 'number' ? [[0, tune]] : tune, sounds }
}

/** The words and the tune, our own: four lines of two bars each. */
// prettier-ignore
export const LYRICS: readonly Syllable[] = [
  // Low light over the harbour
  sing(0.5, 0.9, 66, 'L', 'OH'),
  sing(1.5, 0.9, 69, 'L', 'AA', 'IH', 'T-', 'T'),
  sing(2.5, 0.5, 69, 'OH'),
  sing(3, 0.5, 66, 'V', 'ER'),
  sing(3.5, 0.5, 64, 'DH', 'AX'),
  sing(4, 1.5, [[0, 66], [1, 69]], 'HH', 'AA', 'R'),
  sing(5.5, 1.6, [[0, 66], [0.75, 64]], 'B-', 'B', 'ER'),
  // boats are coming home
  sing(8, 1, [[0, 69], [0.25, 71]], 'B-', 'B', 'OH', 'T-', 'T'),
  sing(9.25, 0.75, 69, 'AA', 'R'),
  sing(10, 0.75, 67, 'K-', 'K', 'AH', 'M'),
  sing(10.75, 0.75, 66, 'IH', 'NG'),
  sing(11.5, 3, [[0, 66], [0.5, 64]], 'HH', 'OH', 'UH', 'M'),
  // hold me till the morning
  sing(16.5, 1, [[0, 67], [0.25, 69]], 'HH', 'OH', 'L', 'D-', 'D'),
  sing(17.5, 0.75, 66, 'M', 'IY'),
  sing(18.5, 0.5, 64, 'T-', 'T', 'IH', 'L'),
  sing(19, 0.5, 66, 'DH', 'AX'),
  sing(19.5, 1.5, [[0, 69], [0.75, 71]], 'M', 'AO', 'R'),
  sing(21, 1.6, [[0, 69], [0.5, 66]], 'N', 'IH', 'NG'),
  // I will follow you home
  sing(23.5, 0.5, 66, 'AA', 'IH'),
  sing(24, 1, 67, 'W', 'IH', 'L'),
  sing(25, 0.75, 71, 'F', 'AA'),
  sing(25.75, 0.75, 69, 'L', 'OH'),
  sing(26.5, 1, [[0, 67], [0.5, 66]], 'Y', 'UW'),
  sing(28, 4.75, [[0, 66], [0.5, 64], [2.5, 61], [4, 62]], 'HH', 'OH', 'UH', 'M'),
]
