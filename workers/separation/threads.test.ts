import { expect, it } from 'vitest'
import { threadsFor } from './threads.ts'

it.each([
  [1, 1],
  [2, 2],
  [4, 4],
  [6, 4],
  [8, 4],
  [16, 8],
  [64, 12],
])('of %i processors %i threads work', (processors, threads) => {
  expect(threadsFor(processors, true)).toBe(threads)
})

it('one works where memory cannot be shared', () => {
  expect(threadsFor(16, false)).toBe(1)
})
