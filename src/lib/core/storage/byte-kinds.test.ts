import { expect, test } from 'vitest'
import {
  coverKey,
  detailKey,
  edgeKey,
  loudnessKey,
  modelChunkKey,
  originalKey,
  pcmKey,
  stemKey,
  stemPeaksKey,
  trackPeaksKey,
} from '../domain/keys.ts'
import { placeOf } from './byte-kinds.ts'
import { addBytes, sumOf, type KindBytes } from './byte-sums.ts'

test('every key of the blob store is of a kind and has an owner', () => {
  const kinds = (keys: string[]) => keys.map((key) => placeOf(key))
  expect(placeOf(originalKey('t', 0))).toEqual({ kind: 'original', owner: 'track', id: 't' })
  expect(placeOf(pcmKey('t', '000000'))).toEqual({ kind: 'sound', owner: 'track', id: 't' })
  for (const place of kinds([
    coverKey('t'),
    trackPeaksKey('t', '1'),
    detailKey('t', 'mix', 0),
    loudnessKey('t'),
  ]))
    expect(place).toEqual({ kind: 'pictures', owner: 'track', id: 't' })
  for (const place of kinds([stemKey('s', 'bass', '0'), edgeKey('s', 'bass', 1, 'head')]))
    expect(place).toEqual({ kind: 'stems', owner: 'separation', id: 's' })
  expect(placeOf(stemPeaksKey('s', 'bass', '0'))).toEqual({ kind: 'pictures', owner: 'separation', id: 's' })
  expect(placeOf(modelChunkKey('hash', 2))).toEqual({ kind: 'models', owner: 'model', id: 'hash' })
})

test('a key that nobody knows is of no kind', () => {
  expect(placeOf('else/1/2')).toBeNull()
  expect(placeOf('track//file/0')).toBeNull()
})

test('kinds add up', () => {
  const sums: KindBytes = {}
  addBytes(sums, 'stems', 3)
  addBytes(sums, 'stems', 4)
  addBytes(sums, 'original', 1)
  expect(sums).toEqual({ stems: 7, original: 1 })
  expect(sumOf(sums)).toBe(8)
})
