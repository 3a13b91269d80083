import { expect, test } from 'vitest'
import { fault } from './fault.ts'
import { needing, storageError, withRoom } from './storage-fault.ts'

const MB = 1024 * 1024
const full = fault('storage-full')

test('a full disk tells what was needed and what is free, in whole megabytes', () => {
  expect(withRoom(full, 3.2 * MB, 1.9 * MB).values).toEqual({ need: 4, free: 1 })
  expect(withRoom(full, 10, -5).values).toEqual({ need: 1, free: 0 })
})

test('what is not known, or would explain nothing, is not told', () => {
  expect(withRoom(full, MB, null).values).toEqual({ need: 1 })
  expect(withRoom(full, MB, 10_000 * MB).values).toEqual({ need: 1 })
  expect(withRoom(fault('storage-closed'), MB, 0)).toEqual(fault('storage-closed'))
})

test('work that has more to write than it had in hand needs that', () => {
  expect(needing(withRoom(full, MB, 0), 22 * MB).values).toEqual({ need: 22, free: 0 })
  expect(needing(withRoom(full, 4 * MB, null), 1).values).toEqual({ need: 4 })
  expect(needing(fault('cancelled'), MB)).toEqual(fault('cancelled'))
})

test('a full disk is known through what a database library wraps around it', () => {
  const inner = new DOMException('no room', 'QuotaExceededError')
  expect(storageError(Object.assign(new Error('x'), { name: 'AbortError', inner })).fault.code).toBe(
    'storage-full',
  )
})
