import { expect, test } from 'vitest'
import type { Job, Progress } from '#lib/core/domain/job.ts'
import { newJob } from '#lib/core/jobs/new-job.ts'
import { DEFAULT_LIMITS } from '#lib/core/jobs/lanes.ts'
import { overallOf } from './overall.ts'

const prepare = (id: string, more: Partial<Job> = {}): Job => ({
  ...newJob(id, { kind: 'prepare', trackId: id }, 0),
  ...more,
})
const told = (jobId: string, fraction: number, leftS: number | null): [string, Progress] => [
  jobId,
  { jobId, phase: 'decoding', fraction, leftS },
]

test('nothing under way is nothing', () => {
  expect(overallOf([prepare('a', { state: 'done', endedAt: 1 })], new Map())).toEqual({
    running: 0,
    waiting: 0,
    fraction: 0,
    leftS: null,
    current: null,
  })
})

test('the whole never goes back when one of several ends', () => {
  const progress = new Map([told('a', 1, 0), told('b', 0.5, 10)])
  const during = [prepare('a', { state: 'running' }), prepare('b', { state: 'running' })]
  const after = [prepare('a', { state: 'done', endedAt: 5, fraction: 1 }), prepare('b', { state: 'running' })]
  expect(overallOf(during, progress).fraction).toBe(0.75)
  expect(overallOf(after, progress).fraction).toBe(0.75)
})

test('time left is told only where it is known of everything under way', () => {
  const progress = new Map([told('a', 0.5, 7)])
  const running = prepare('a', { state: 'running' })
  expect(overallOf([running], progress).leftS).toBe(7)
  expect(overallOf([running, prepare('b')], progress).leftS).toBeNull()
  const known = {
    typical: new Map([['prepare', 4_000] as const]),
    limits: DEFAULT_LIMITS,
    isStuck: () => false,
  }
  const waiting = ['b', 'c', 'd'].map((id) => prepare(id))
  expect(overallOf([running, ...waiting.slice(0, 1)], progress, known).leftS).toBe(7)
  expect(overallOf([running, ...waiting], progress, known).leftS).toBe(9.5)
  expect(
    overallOf([running, ...waiting], progress, { ...known, isStuck: (job) => job.id === 'c' }).leftS,
  ).toBeNull()
  expect(overallOf([running, prepare('b', { state: 'running' })], progress).leftS).toBeNull()
})

test('of what runs, the heaviest is named', () => {
  const wish = { kind: 'separate', trackId: 's', separationId: 'x', modelId: 'm', region: null } as const
  const jobs = [prepare('a', { state: 'running' }), { ...newJob('s', wish, 9), state: 'running' as const }]
  const progress = new Map([told('a', 0.5, 7), told('s', 0.1, 70)])
  expect(overallOf(jobs, progress)).toMatchObject({ running: 2, current: { jobId: 's' } })
})
