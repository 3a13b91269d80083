import { describe, expect, it } from 'vitest'
import { keyChangesOf } from './key-changes.ts'
import { CHROMA_WIDTH } from './pitch-classes.ts'

const RATE = 5
/** I, IV, V, I of a major key: how often each step of it sounds. */
const STEPS = [3, 0, 1, 0, 2, 1, 0, 3, 0, 1, 0, 1]

/** Twenty seconds in each of these major keys. */
function music(tonics: readonly number[]) {
  const rows = new Float32Array(tonics.length * 20 * RATE * CHROMA_WIDTH)
  for (let i = 0; i < rows.length; i++) {
    const tonic = tonics[Math.floor(i / (20 * RATE * CHROMA_WIDTH))] ?? 0
    rows[i] = STEPS[((i % 12) - tonic + 12) % 12] ?? 0
  }
  return rows
}

const sections = (count: number) =>
  Array.from({ length: count }, (_, i) => ({ start: i * 20, end: i * 20 + 20 }))

describe('a change of key', () => {
  it('is told where the music goes on in a far key', () => {
    const changes = keyChangesOf(music([0, 0, 2, 2]), RATE, sections(4))
    expect(changes).toMatchObject([{ at: 40, from: { tonic: 0 }, to: { tonic: 2 } }])
  })

  it('is none to the next key on the circle of fifths, and none within one key', () => {
    expect(keyChangesOf(music([0, 7, 0]), RATE, sections(3))).toEqual([])
    expect(keyChangesOf(music([5, 5]), RATE, sections(2))).toEqual([])
    expect(keyChangesOf(new Float32Array(), RATE, sections(2))).toEqual([])
  })
})
