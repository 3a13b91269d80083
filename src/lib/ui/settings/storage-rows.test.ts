import { expect, test } from 'vitest'
import { trackOf } from '#tests/support/rows-of.ts'
import { partsOf, songSizes } from './storage-rows.ts'

const tracks = ['a', 'b', 'c'].map((id) => trackOf(id))
const songs = new Map([
  ['a', { original: 5, stems: 1 }],
  ['b', { original: 2, stems: 9 }],
])

test('songs are sorted by all they take, or by one kind; those that take nothing are left out', () => {
  const ids = (by: 'all' | 'stems' | 'original') => songSizes(tracks, songs, by).map((row) => row.track.id)
  expect(ids('all')).toEqual(['b', 'a'])
  expect(ids('stems')).toEqual(['b', 'a'])
  expect(ids('original')).toEqual(['a', 'b'])
})

test('the parts make up the whole, in their order, without empty ones', () => {
  expect(partsOf({ original: 5, stems: 9 }, { usage: 30, app: 6 })).toEqual([
    { kind: 'stems', bytes: 9 },
    { kind: 'original', bytes: 5 },
    { kind: 'app', bytes: 6 },
    { kind: 'rest', bytes: 10 },
  ])
  expect(partsOf({ stems: 9 }, { usage: 3, app: null })).toEqual([{ kind: 'stems', bytes: 9 }])
})
