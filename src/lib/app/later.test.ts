import { expect, test, vi } from 'vitest'
import { settle, VirtualClock } from '#tests/support/virtual-clock.ts'
import { later } from './later.ts'

const log = vi.fn()

test('what is begun later is begun once its time has come, and stopped', async () => {
  const clock = new VirtualClock()
  const stopped = vi.fn()
  const begin = vi.fn(() => Promise.resolve(stopped))
  const stop = later({ clock, log }, 'door', 50, begin)
  expect(begin).not.toHaveBeenCalled()
  await clock.pass(50)
  expect(begin).toHaveBeenCalledTimes(1)
  await stop()
  expect(stopped).toHaveBeenCalledTimes(1)
})

test('what is stopped before its time is never begun', async () => {
  const clock = new VirtualClock()
  const begin = vi.fn(() => Promise.resolve(() => undefined))
  await later({ clock, log }, 'door', 50, begin)()
  await clock.pass(1000)
  expect(begin).not.toHaveBeenCalled()
})

test('what cannot be fetched is tried again', async () => {
  const clock = new VirtualClock()
  const begin = vi
    .fn(() => Promise.resolve(() => undefined))
    .mockRejectedValueOnce(new TypeError('Failed to fetch'))
  const stop = later({ clock, log }, 'door', 0, begin)
  await clock.pass(0)
  await settle()
  expect(log).toHaveBeenCalledWith(
    'error',
    'app',
    'part not begun',
    expect.objectContaining({ part: 'door' }),
  )
  await clock.pass(1000)
  expect(begin).toHaveBeenCalledTimes(2)
  await stop()
})
