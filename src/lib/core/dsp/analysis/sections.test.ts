import { describe, expect, test } from 'vitest'
import { sectionsOf } from './sections.ts'

/** Columns of half a second that are one of a few kinds of music, with a little noise. */
function columns(kinds: readonly number[], each: number): Float64Array[] {
  let state = 1
  const noise = () => ((state = (state * 16_807) % 2_147_483_647) / 2_147_483_647 - 0.5) * 0.2
  return kinds.flatMap((kind) =>
    Array.from({ length: each }, () =>
      Float64Array.from({ length: 6 }, (_, c) => (c === kind ? 2 : -0.4) + noise()),
    ),
  )
}

describe('sections', () => {
  test('begin where the music changes, and what repeats is of one group', () => {
    const found = sectionsOf(columns([0, 1, 0, 2], 60), 0.5)
    expect(found.map(({ group }) => group)).toEqual([0, 1, 0, 2])
    for (const [i, { from }] of found.entries()) expect(Math.abs(from - i * 60)).toBeLessThanOrEqual(3)
    expect(found.at(-1)?.to).toBe(240)
  })

  test('music that does not change is one', () => {
    const found = sectionsOf(columns([3], 200), 0.5)
    expect(new Set(found.map(({ group }) => group)).size).toBe(1)
  })

  test('nothing has none', () => {
    expect(sectionsOf([], 0.5)).toEqual([])
  })
})
