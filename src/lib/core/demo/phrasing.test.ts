import { expect, test } from 'vitest'
import { LYRICS } from './lyrics.ts'
import { phoneme } from './phonemes.ts'
import { melody, utter } from './phrasing.ts'
import { secondsAt } from './time.ts'

test('the words follow each other: no sound begins before the one before it has ended', () => {
  const words = utter(LYRICS)
  words.forEach((word, n) => {
    expect(word.to).toBeGreaterThan(word.from)
    expect(word.from).toBeGreaterThanOrEqual((words[n - 1]?.to ?? 0) - 1e-9)
  })
})

test('the vowel is on the beat and its consonants come before it', () => {
  const [consonant, vowel] = utter([{ beat: 2, beats: 1, tune: [[0, 60]], sounds: ['M', 'IY'] }])
  expect(vowel?.from).toBeCloseTo(secondsAt(2), 9)
  expect(consonant?.to).toBe(vowel?.from)
  expect(vowel?.sound).toBe(phoneme('IY'))
})

test('a syllable over two notes moves to the second when it is due', () => {
  const at = melody([{ beat: 0, beats: 2, tune: [[0, 60], [1, 64]], sounds: ['AA'] }]) // prettier-ignore
  expect(at(secondsAt(0.5)).midi).toBe(60)
  expect(at(secondsAt(1)).midi).toBe(64)
})
