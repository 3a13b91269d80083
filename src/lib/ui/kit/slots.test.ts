import { describe, expect, it } from 'vitest'
import { Slots } from './slots.ts'

describe('places of rows', () => {
  it('are kept while a row is drawn, and taken over when it is not', () => {
    const slots = new Slots()
    expect(slots.place(['a', 'b', 'c'])).toEqual([0, 1, 2])
    expect(slots.place(['c', 'd', 'e'])).toEqual([2, 0, 1])
    expect(slots.place(['b', 'c', 'd'])).toEqual([1, 2, 0])
  })

  it('grow and shrink with the rows that are drawn', () => {
    const slots = new Slots()
    slots.place(['a'])
    expect(slots.place(['a', 'b', 'c'])).toEqual([0, 1, 2])
    slots.place(['b'])
    expect(slots.place(['b', 'x', 'y'])).toEqual([1, 3, 4])
  })

  it('stay in order after a jump, so that nothing has to move', () => {
    const slots = new Slots()
    slots.place(['a', 'b', 'c'])
    slots.place(['b', 'c', 'd'])
    expect(slots.place(['x', 'y', 'z'])).toEqual([1, 2, 0])
  })

  it('are not taken over where somebody is at work', () => {
    const slots = new Slots()
    slots.place(['a', 'b', 'c'])
    expect(slots.place(['d', 'e'], 'a')).toEqual([1, 2])
  })
})
