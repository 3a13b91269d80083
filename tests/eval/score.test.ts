import { describe, expect, test } from 'vitest'
import { beatF, keyScores, tempoScores } from './score.ts'

describe('how answers are judged', () => {
  test('a tempo may be 4 % off, and half or double counts for less', () => {
    expect(tempoScores(124, 120)).toEqual({ first: 1, second: 1 })
    expect(tempoScores(60, 120)).toEqual({ first: 0, second: 1 })
    expect(tempoScores(90, 120)).toEqual({ first: 0, second: 0 })
    expect(tempoScores(null, 120)).toEqual({ first: 0, second: 0 })
  })

  test('beats are met once each, within 70 ms', () => {
    expect(beatF([1, 2, 3], [1.05, 2, 3])).toBe(1)
    expect(beatF([1, 1.01, 2, 3], [1, 2, 3])).toBeCloseTo(6 / 7)
    expect(beatF([1.5, 2.5], [1, 2, 3])).toBe(0)
  })

  test('neighbours of a key count in part', () => {
    expect(keyScores('D# minor', 'Eb minor')).toEqual({ exact: 1, weighted: 1 })
    expect(keyScores('G major', 'C major').weighted).toBe(0.5)
    expect(keyScores('A minor', 'C major').weighted).toBe(0.3)
    expect(keyScores('C major', 'A minor').weighted).toBe(0.3)
    expect(keyScores('C minor', 'C major').weighted).toBe(0.2)
    expect(keyScores('D major', 'C major').weighted).toBe(0)
  })
})
