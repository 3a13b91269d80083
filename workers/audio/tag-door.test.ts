import { describe, expect, it } from 'vitest'
import { cleanTags } from './tag-door.ts'

describe('tags at the door', () => {
  it('pass when they are sane', () => {
    const tags = { title: 'Ærø \u{1f3b5}', artist: 'ねこ', year: 1999, trackNumber: 3 }
    expect(cleanTags(tags)).toEqual(tags)
  })

  it('lose control and direction characters, and their length', () => {
    expect(cleanTags({ title: 'a\u0000b\u202ec\r\n d\u2028e' })).toEqual({ title: 'a b c d e' })
    expect(cleanTags({ title: 'x'.repeat(1e6) }).title).toHaveLength(300)
    expect(cleanTags({ title: '\u{1f3b5}'.repeat(1000) }).title?.isWellFormed()).toBe(true)
    expect(cleanTags({ title: '\ud800' })).toEqual({})
  })

  it('lose numbers that cannot be', () => {
    expect(cleanTags({ year: 0, trackNumber: -1, discNumber: 1.5 })).toEqual({})
    expect(cleanTags({ year: NaN, trackNumber: Infinity, discNumber: '2' })).toEqual({})
  })

  it.each([null, 'text', 7, [], { title: { toString: 1 } }, { title: ['a'] }])('of %j are none', (raw) => {
    expect(cleanTags(raw)).toEqual({})
  })
})
