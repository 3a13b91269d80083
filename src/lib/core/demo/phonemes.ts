/** How a speech sound is made, for the synthesiser. Amplitudes 0 to 1, frequencies in Hz. */
export type Phoneme = {
  /** The first three resonances of the mouth. */
  readonly formants: readonly [number, number, number]
  /** How strongly the vocal folds swing. */
  readonly voice: number
  /** Breath through the open folds, shaped by the mouth. */
  readonly breath: number
  /** Noise at the teeth or lips, not shaped by the mouth. */
  readonly hiss?: { readonly hertz: number; readonly q: number; readonly level: number }
  /** Length in s; a vowel has none and takes what is left of its syllable. */
  readonly seconds?: number
  /** The nose is open: the upper formants are damped. */
  readonly nasal?: true
}

const vowel = (f1: number, f2: number, f3: number): Phoneme => ({
  formants: [f1, f2, f3],
  voice: 1,
  breath: 0.05,
})

const voiced = (f1: number, f2: number, f3: number, seconds: number, voice = 0.6): Phoneme => {
  return { formants: [f1, f2, f3], voice, breath: 0.03, seconds }
}

const nasal = (f2: number, seconds: number): Phoneme => ({
  formants: [280, f2, 2700],
  voice: 0.55,
  breath: 0.02,
  seconds,
  nasal: true,
})

const hiss = (hertz: number, q: number, level: number, seconds: number, voice = 0): Phoneme => {
  return { formants: [400, 1700, 2700], voice, breath: 0.04, seconds, hiss: { hertz, q, level } }
}

const closed = (seconds: number, f2: number, voice = 0): Phoneme => ({
  formants: [250, f2, 2600],
  voice,
  breath: 0,
  seconds,
})

/**
 * ARPAbet names. Vowels: mean formants of women, G. Peterson, H. Barney, JASA 24 (1952); AX, OH and the consonants
 * are our own settings in the manner of D. Klatt, JASA 67 (1980). A stop is a closure ("B-") and its release.
 */
const PHONEMES = {
  IY: vowel(310, 2790, 3310),
  IH: vowel(430, 2480, 3070),
  AA: vowel(850, 1220, 2810),
  AO: vowel(590, 920, 2710),
  UH: vowel(470, 1160, 2680),
  UW: vowel(370, 950, 2670),
  AH: vowel(760, 1400, 2780),
  ER: vowel(500, 1640, 1960),
  AX: vowel(560, 1500, 2750),
  OH: vowel(560, 1000, 2700),
  L: voiced(360, 1150, 2900, 0.075),
  R: voiced(350, 1200, 1700, 0.08),
  W: voiced(320, 720, 2400, 0.07),
  Y: voiced(300, 2600, 3200, 0.06),
  M: nasal(1100, 0.08),
  N: nasal(1650, 0.07),
  NG: nasal(2100, 0.09),
  F: hiss(7000, 0.5, 0.08, 0.1),
  DH: hiss(6000, 0.5, 0.06, 0.05, 0.4),
  V: hiss(6500, 0.5, 0.06, 0.06, 0.45),
  HH: { formants: [650, 1600, 2700], voice: 0, breath: 0.5, seconds: 0.08 },
  'B-': closed(0.05, 900, 0.15),
  B: { ...hiss(1200, 0.7, 0.2, 0.012, 0.3), formants: [350, 900, 2500] },
  'D-': closed(0.04, 1800, 0.15),
  D: { ...hiss(4200, 0.9, 0.16, 0.014, 0.3), formants: [350, 1800, 2800] },
  'T-': closed(0.045, 1800),
  T: { ...hiss(5200, 0.9, 0.2, 0.035), breath: 0.2 },
  'K-': closed(0.05, 2000),
  K: { ...hiss(2300, 1.4, 0.25, 0.04), breath: 0.3 },
} as const satisfies Record<string, Phoneme>

export type PhonemeName = keyof typeof PHONEMES

export const phoneme = (name: PhonemeName): Phoneme => PHONEMES[name]
