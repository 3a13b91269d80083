import { expect, test } from 'vitest'
import { appPart } from './app-part.ts'
import { FaultError } from './fault.ts'

test('a part that is there is handed on', async () => {
  expect(await appPart(() => Promise.resolve(7))).toBe(7)
})

test('a part that cannot be fetched is a fault that is worth another try', async () => {
  const lost = appPart(() => Promise.reject(new TypeError('Failed to fetch')))
  await expect(lost).rejects.toThrow(FaultError)
  await expect(lost).rejects.toMatchObject({ fault: { code: 'part-missing', retry: 'soon' } })
})
