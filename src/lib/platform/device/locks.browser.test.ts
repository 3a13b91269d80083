import { expect, test, vi } from 'vitest'
import { browserLocks } from './locks.ts'

const until = (signal: AbortSignal) =>
  new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve()))

function holder(name: string, how?: 'wait' | 'take') {
  const seen: string[] = []
  const stop = browserLocks.hold(
    name,
    async (signal) => {
      seen.push('held')
      await until(signal)
      seen.push('lost')
    },
    how,
  )
  return { seen, stop }
}

test('one holds it, the next waits until it is let go', async () => {
  const name = crypto.randomUUID()
  const first = holder(name)
  await vi.waitFor(() => expect(first.seen).toEqual(['held']))
  const second = holder(name)
  const third = holder(name)
  await browserLocks.alone('other', async () => undefined)
  expect(second.seen).toEqual([])
  second.stop()
  first.stop()
  await vi.waitFor(() => expect(third.seen).toEqual(['held']))
  expect([first.seen, second.seen]).toEqual([['held', 'lost'], []])
  third.stop()
})

test('taken by force, the one who held it hears of it', async () => {
  const name = crypto.randomUUID()
  const first = holder(name)
  await vi.waitFor(() => expect(first.seen).toEqual(['held']))
  const second = holder(name, 'take')
  await vi.waitFor(() => expect(second.seen).toEqual(['held']))
  await vi.waitFor(() => expect(first.seen).toEqual(['held', 'lost']))
  second.stop()
})

test('a lock held by a page that is gone is free', async () => {
  const name = crypto.randomUUID()
  const frame = document.createElement('iframe')
  document.body.append(frame)
  const inner = frame.contentWindow?.navigator.locks
  void inner?.request(name, () => new Promise(() => undefined))
  await vi.waitFor(async () =>
    expect((await navigator.locks.query()).held?.map((lock) => lock.name)).toContain(name),
  )
  const next = holder(name)
  expect(next.seen).toEqual([])
  frame.remove()
  await vi.waitFor(() => expect(next.seen).toEqual(['held']))
  next.stop()
})

test('together and alone shut each other out', async () => {
  const name = crypto.randomUUID()
  const gate = Promise.withResolvers<undefined>()
  const both = [1, 2].map(() => browserLocks.together(name, () => gate.promise))
  await vi.waitFor(async () =>
    expect((await navigator.locks.query()).held?.filter((lock) => lock.name === name)).toHaveLength(2),
  )
  expect(await browserLocks.alone(name, async () => 'in')).toBeNull()
  gate.resolve(undefined)
  await Promise.all(both)
  expect(await browserLocks.alone(name, async () => 'in')).toBe('in')
})
