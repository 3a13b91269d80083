import { expect, test, vi } from 'vitest'
import { appPart, keptPart, laterCalls } from './app-part.ts'
import { FaultError } from './fault.ts'

test('a part that is there is handed on', async () => {
  expect(await appPart(() => Promise.resolve(7))).toBe(7)
})

test('a part that cannot be fetched is a fault that is worth another try', async () => {
  const lost = appPart(() => Promise.reject(new TypeError('Failed to fetch')))
  await expect(lost).rejects.toThrow(FaultError)
  await expect(lost).rejects.toMatchObject({ fault: { code: 'part-missing', retry: 'soon' } })
})

test('a part is fetched once, by who first asks, and anew where that failed', async () => {
  const load = vi.fn(() => Promise.resolve(7)).mockRejectedValueOnce(new TypeError('Failed to fetch'))
  const part = keptPart(load)
  expect(load).not.toHaveBeenCalled()
  await expect(part()).rejects.toMatchObject({ fault: { code: 'part-missing' } })
  expect([await part(), await part()]).toEqual([7, 7])
  expect(load).toHaveBeenCalledTimes(2)
})

test('what stands for a part hands each call on to it', async () => {
  class Sum {
    #all = 0
    add(one: number): Promise<number> {
      return Promise.resolve((this.#all += one))
    }
  }
  const sum = laterCalls(keptPart(() => Promise.resolve(new Sum())))
  await sum.add(2)
  expect(await sum.add(3)).toBe(5)
})

test('what stands for a part can be waited for without fetching it, and its calls fail as the fetching does', async () => {
  const load = vi.fn((): Promise<{ go(): Promise<void> }> => Promise.reject(new TypeError('Failed to fetch')))
  const part = laterCalls(keptPart(load))
  expect(await Promise.resolve(part)).toBe(part)
  expect(load).not.toHaveBeenCalled()
  await expect(part.go()).rejects.toMatchObject({ fault: { code: 'part-missing' } })
})
