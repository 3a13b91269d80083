import { describe, expect, it } from 'vitest'
import { loopWithin, SHORTEST_LOOP, stretchAt, type Loop } from './stretches.ts'

/** The frames that sound, written out. */
function played(from: number, loop: Loop | null, length: number, most: number, count: number): number[] {
  const frames: number[] = []
  let at: number | null = from
  while (at !== null && frames.length < count) {
    const stretch = stretchAt(at, loop, length, most)
    if (!stretch) break
    for (let i = 0; i < stretch.frames; i++) frames.push(stretch.start + i)
    at = stretch.next
  }
  return frames.slice(0, count)
}

describe('stretches', () => {
  it('play every frame once and end with the song', () => {
    expect(played(0, null, 10, 4, 99)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9])
    expect(stretchAt(10, null, 10, 4)).toBeNull()
  })

  it('come back to the loop to the frame, from before it and from inside it', () => {
    expect(played(0, { start: 2, end: 5 }, 10, 4, 10)).toEqual([0, 1, 2, 3, 4, 2, 3, 4, 2, 3])
    expect(played(4, { start: 2, end: 5 }, 10, 100, 5)).toEqual([4, 2, 3, 4, 2])
  })

  it('play on beyond a loop that is behind', () => {
    expect(played(5, { start: 2, end: 5 }, 8, 2, 9)).toEqual([5, 6, 7])
  })

  it('hold a loop that ends where the song ends', () => {
    expect(played(8, { start: 7, end: 10 }, 10, 3, 6)).toEqual([8, 9, 7, 8, 9, 7])
  })
})

describe('a loop', () => {
  it('has its ends in order, within the song, and a usable length', () => {
    expect(loopWithin(9000, 4000, 44_100)).toEqual({ start: 4000, end: 9000 })
    expect(loopWithin(5000, 5001, 44_100)).toEqual({ start: 5000, end: 5000 + SHORTEST_LOOP })
    expect(loopWithin(44_090, 50_000, 44_100)).toEqual({ start: 44_100 - SHORTEST_LOOP, end: 44_100 })
    expect(loopWithin(0, 10, 100)).toBeNull()
  })
})
