import { expect, test } from 'vitest'
import { fault } from '#lib/core/domain/fault.ts'
import type { Job } from '#lib/core/domain/job.ts'
import { RESERVE } from '#lib/core/domain/room.ts'
import { newJob } from '#lib/core/jobs/new-job.ts'
import { RoomAgain } from './room-again.ts'

const MB = 1024 * 1024
const room = (free: number) => ({ usage: 0, quota: RESERVE + free * MB })
const full = fault('storage-full', { values: { need: 50, free: 1 } })
const failed = (endedAt: number, why = full): Job => ({
  ...newJob('j', { kind: 'get-model', modelId: 'm' }, 0),
  ...{ state: 'failed', fault: why, endedAt },
})

test('a job that found no room goes on once there is enough', () => {
  const again = new RoomAgain()
  expect(again.look([failed(1)], room(1))).toEqual([])
  expect(again.look([failed(1)], room(20))).toEqual([])
  expect(again.look([failed(1)], room(60))).toEqual(['j'])
})

test('it is told once, and after another failure only when there is more than then', () => {
  const again = new RoomAgain()
  again.look([failed(1)], room(1))
  expect(again.look([failed(1)], room(60))).toEqual(['j'])
  expect(again.look([failed(1)], room(90))).toEqual([])
  expect(again.look([failed(2)], room(60))).toEqual([])
  expect(again.look([failed(2)], room(60))).toEqual([])
  expect(again.look([failed(2)], room(80))).toEqual(['j'])
})

test('what failed of something else, or where nobody tells of room, stays', () => {
  const again = new RoomAgain()
  expect(again.look([failed(1, fault('offline'))], room(1))).toEqual([])
  expect(again.look([failed(1, fault('offline'))], room(99))).toEqual([])
  expect(again.look([failed(1)], null)).toEqual([])
})
