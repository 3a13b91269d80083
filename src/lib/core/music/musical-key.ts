import type { MusicalKey } from '../domain/analysis.ts'

/** How a key is written: `F♯ minor`, Camelot `11A`, Open Key `4m`. */
export const KEY_NOTATIONS = ['musical', 'camelot', 'open'] as const
export type KeyNotation = (typeof KEY_NOTATIONS)[number]

/** How a key stands to another whose music goes on without a clash. */
export type KeyRelation = 'same' | 'relative' | 'fifth-up' | 'fifth-down'

/** As they are usually spelled; six sharps stand for six flats. */
const MAJOR = ['C', 'Db', 'D', 'Eb', 'E', 'F', 'F#', 'G', 'Ab', 'A', 'Bb', 'B'] as const
const MINOR = ['C', 'C#', 'D', 'Eb', 'E', 'F', 'F#', 'G', 'G#', 'A', 'Bb', 'B'] as const

/** Both modes of the twelve tonics, major first. */
export const ALL_KEYS: readonly MusicalKey[] = (['major', 'minor'] as const).flatMap((mode) =>
  MAJOR.map((_, tonic) => ({ tonic, mode })),
)

const wrap = (value: number) => ((value % 12) + 12) % 12

export const sameKey = (a: MusicalKey, b: MusicalKey) => a.tonic === b.tonic && a.mode === b.mode

/** Place on the circle of fifths, clockwise from C major and A minor at 0. */
export function fifthsOf({ tonic, mode }: MusicalKey): number {
  return wrap((mode === 'major' ? tonic : tonic + 3) * 7)
}

/** The key at a place on the circle. */
export function keyAtFifths(place: number, mode: MusicalKey['mode']): MusicalKey {
  const major = wrap(place * 7)
  return { tonic: mode === 'major' ? major : wrap(major - 3), mode }
}

/** `F#m`: for files, where only plain letters are safe. */
export function keyShort({ tonic, mode }: MusicalKey): string {
  return mode === 'major' ? (MAJOR[wrap(tonic)] ?? '') : `${MINOR[wrap(tonic)] ?? ''}m`
}

/** `F♯ minor`, with true signs. */
export function keyName(key: MusicalKey): string {
  const { mode } = key
  const tonic = keyShort(key).replace(/m$/, '')
  return `${tonic.replace('#', '♯').replace('b', '♭')} ${mode}`
}

/** Camelot: C major is 8B, A minor 8A, one further for each fifth up. */
export function camelotOf(key: MusicalKey): string {
  return `${((fifthsOf(key) + 7) % 12) + 1}${key.mode === 'major' ? 'B' : 'A'}`
}

/** Open Key: C major is 1d, A minor 1m, one further for each fifth up. */
export function openKeyOf(key: MusicalKey): string {
  return `${fifthsOf(key) + 1}${key.mode === 'major' ? 'd' : 'm'}`
}

/** The key as a person wants it written. */
export function keyText(key: MusicalKey, notation: KeyNotation): string {
  if (notation === 'camelot') return camelotOf(key)
  return notation === 'open' ? openKeyOf(key) : keyName(key)
}

/** As short as it can be read, for lists: `F♯m`, `11A`, `4m`. */
export function keyLabel(key: MusicalKey, notation: KeyNotation): string {
  return notation === 'musical'
    ? keyShort(key)
        .replace('#', '♯')
        .replace(/(?<=^.)b/, '♭')
    : keyText(key, notation)
}

/** Where keys stand when they are sorted: by Camelot number, minor before major. */
export function keyOrder(key: MusicalKey): number {
  return ((fifthsOf(key) + 7) % 12) * 2 + (key.mode === 'major' ? 1 : 0)
}

/** How `next` stands to `key`, or null where the two clash. */
export function keyRelation(key: MusicalKey, next: MusicalKey): KeyRelation | null {
  const step = wrap(fifthsOf(next) - fifthsOf(key))
  if (key.mode !== next.mode) return step === 0 ? 'relative' : null
  if (step === 0) return 'same'
  if (step === 1) return 'fifth-up'
  return step === 11 ? 'fifth-down' : null
}

/** Keys that follow this one without a clash, itself first: its neighbours on the Camelot wheel. */
export function compatibleKeys(key: MusicalKey): MusicalKey[] {
  const at = fifthsOf(key)
  const other = key.mode === 'major' ? 'minor' : 'major'
  return [key, keyAtFifths(at, other), keyAtFifths(at + 1, key.mode), keyAtFifths(at - 1, key.mode)]
}
