import '#tests/support/fixed-seed.ts'
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { MusicalKey } from '../domain/analysis.ts'
import {
  ALL_KEYS,
  camelotOf,
  compatibleKeys,
  fifthsOf,
  keyAtFifths,
  keyLabel,
  keyName,
  keyOrder,
  keyRelation,
  keyShort,
  keyText,
  openKeyOf,
  sameKey,
} from './musical-key.ts'

const key = (tonic: number, mode: MusicalKey['mode']): MusicalKey => ({ tonic, mode })

/** The wheel as it is printed on every DJ's wall: Camelot, Open Key, musical. */
const WHEEL: [MusicalKey, string, string, string][] = [
  [key(11, 'major'), '1B', '6d', 'B'],
  [key(6, 'major'), '2B', '7d', 'F#'],
  [key(1, 'major'), '3B', '8d', 'Db'],
  [key(8, 'major'), '4B', '9d', 'Ab'],
  [key(3, 'major'), '5B', '10d', 'Eb'],
  [key(10, 'major'), '6B', '11d', 'Bb'],
  [key(5, 'major'), '7B', '12d', 'F'],
  [key(0, 'major'), '8B', '1d', 'C'],
  [key(7, 'major'), '9B', '2d', 'G'],
  [key(2, 'major'), '10B', '3d', 'D'],
  [key(9, 'major'), '11B', '4d', 'A'],
  [key(4, 'major'), '12B', '5d', 'E'],
  [key(8, 'minor'), '1A', '6m', 'G#m'],
  [key(3, 'minor'), '2A', '7m', 'Ebm'],
  [key(10, 'minor'), '3A', '8m', 'Bbm'],
  [key(5, 'minor'), '4A', '9m', 'Fm'],
  [key(0, 'minor'), '5A', '10m', 'Cm'],
  [key(7, 'minor'), '6A', '11m', 'Gm'],
  [key(2, 'minor'), '7A', '12m', 'Dm'],
  [key(9, 'minor'), '8A', '1m', 'Am'],
  [key(4, 'minor'), '9A', '2m', 'Em'],
  [key(11, 'minor'), '10A', '3m', 'Bm'],
  [key(6, 'minor'), '11A', '4m', 'F#m'],
  [key(1, 'minor'), '12A', '5m', 'C#m'],
]
const anyKey = fc.constantFrom(...ALL_KEYS)

describe('musical keys', () => {
  it.each(WHEEL)('%o is %s, %s and %s', (one, camelot, open, short) => {
    expect([camelotOf(one), openKeyOf(one), keyShort(one)]).toEqual([camelot, open, short])
  })

  it('are written with true signs, long and short', () => {
    expect(keyName(key(6, 'minor'))).toBe('F♯ minor')
    expect(keyName(key(11, 'major'))).toBe('B major')
    expect(keyName(key(10, 'minor'))).toBe('B♭ minor')
    expect(keyLabel(key(10, 'minor'), 'musical')).toBe('B♭m')
    expect(keyLabel(key(11, 'minor'), 'musical')).toBe('Bm')
    expect(keyText(key(6, 'minor'), 'camelot')).toBe('11A')
    expect(keyText(key(6, 'minor'), 'open')).toBe('4m')
  })

  it('lie each at its own place on the circle', () => {
    fc.assert(fc.property(anyKey, (one) => sameKey(keyAtFifths(fifthsOf(one), one.mode), one)))
    expect(new Set(ALL_KEYS.map(keyOrder)).size).toBe(24)
  })

  it('go well with themselves, their relative and both fifths, and say so both ways', () => {
    fc.assert(
      fc.property(anyKey, anyKey, (a, b) => {
        const listed = compatibleKeys(a).some((one) => sameKey(one, b))
        expect(keyRelation(a, b) !== null).toBe(listed)
        expect(keyRelation(b, a) !== null).toBe(listed)
      }),
    )
    expect(compatibleKeys(key(9, 'minor')).map(camelotOf)).toEqual(['8A', '8B', '9A', '7A'])
  })
})
