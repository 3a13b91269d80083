import { expect, test } from 'vitest'
import { fault } from './fault.ts'
import { freeOf, needOf, RESERVE, roomShort } from './room.ts'

const MB = 1024 * 1024

test('work that fits is let through, and so is any where the browser does not tell', () => {
  expect(roomShort(4 * MB, { usage: 0, quota: RESERVE + 4 * MB })).toBeNull()
  expect(roomShort(4 * MB, null)).toBeNull()
})

test('work that does not fit is refused with what it needs and what is left', () => {
  const why = roomShort(100 * MB, { usage: 10 * MB, quota: RESERVE + 40 * MB })
  expect(why).toMatchObject({ code: 'storage-full', values: { need: 100, free: 30 } })
  expect(needOf(why)).toBe(100 * MB)
})

test('a full disk has no room, never less', () => {
  expect(freeOf({ usage: 9 * MB, quota: 8 * MB })).toBe(0)
  expect(needOf(fault('offline'))).toBeNull()
  expect(needOf(null)).toBeNull()
})
