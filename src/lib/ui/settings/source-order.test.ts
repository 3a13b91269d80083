import { expect, test } from 'vitest'
import { moved } from './source-order.ts'

test('what is moved takes the place, and the others close up', () => {
  expect(moved(['a', 'b', 'c'], 'c', 0)).toEqual(['c', 'a', 'b'])
  expect(moved(['a', 'b', 'c'], 'a', 2)).toEqual(['b', 'c', 'a'])
  expect(moved(['a', 'b'], 'a', 9)).toEqual(['b', 'a'])
  expect(moved(['a', 'b'], 'x', 0)).toEqual(['a', 'b'])
})
