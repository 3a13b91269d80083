import { expect, test, vi } from 'vitest'
import { done } from '#lib/core/domain/outcome.ts'
import { laterTask } from './later-task.ts'
import type { Task, TaskContext } from './registry.ts'

const context = {} as TaskContext
const task: Task = { kind: 'prepare', run: () => Promise.resolve(done(() => Promise.resolve())) }

test('its code is fetched once, by the first job', async () => {
  const load = vi.fn(() => Promise.resolve(task))
  const later = laterTask('prepare', load)
  expect(load).not.toHaveBeenCalled()
  await later.run(context)
  expect((await later.run(context)).ok).toBe(true)
  expect(load).toHaveBeenCalledTimes(1)
})

test('what could not be fetched is fetched anew by the next job', async () => {
  const load = vi.fn(() => Promise.resolve(task)).mockRejectedValueOnce(new TypeError('Failed to fetch'))
  const later = laterTask('prepare', load)
  await expect(later.run(context)).rejects.toMatchObject({ fault: { code: 'part-missing' } })
  expect((await later.run(context)).ok).toBe(true)
})
