import { expect, test } from 'vitest'
import type { Job, JobState } from '#lib/core/domain/job.ts'
import { choose, LANE_PLACES, type Lane } from './choose.ts'
import { newJob } from './new-job.ts'

const LANES = {
  prepare: 'prepare',
  separate: 'processing',
  'get-model': 'download',
  analyse: 'analysis',
  'fetch-metadata': 'download',
} as const
const none: ReadonlySet<string> = new Set()

function job(id: string, more: Partial<Job> = {}): Job {
  return { ...newJob(id, { kind: 'prepare', trackId: id }, 0), ...more }
}

const started = (jobs: Job[], now = 0, places: Record<Lane, number> = LANE_PLACES, busy = none) =>
  choose(jobs, now, places, (kind) => LANES[kind], busy).start.map((one) => one.id)

test('higher priority goes first, then the oldest, and no lane takes more than its places', () => {
  const jobs = [
    job('new', { createdAt: 9 }),
    job('old', { createdAt: 1 }),
    job('urgent', { priority: 5, createdAt: 99 }),
  ]
  expect(started(jobs)).toEqual(['urgent', 'old'])
  expect(started(jobs, 0, { ...LANE_PLACES, prepare: 0 })).toEqual([])
})

test('a full lane does not hold up another', () => {
  const download = { ...newJob('d', { kind: 'get-model', modelId: 'm' }, 5) }
  expect(started([job('a'), job('b'), job('c'), download])).toEqual(['a', 'b', 'd'])
})

test('a job that waits for its moment says when to look again', () => {
  const jobs = [job('later', { runAfter: 500 }), job('soon', { runAfter: 200 })]
  const choice = choose(jobs, 100, LANE_PLACES, (kind) => LANES[kind], none)
  expect([choice.start, choice.wakeAt]).toEqual([[], 200])
  expect(started(jobs, 500)).toEqual(['later', 'soon'])
})

test('a job whose last run is still winding down waits for it', () => {
  expect(started([job('a'), job('b')], 0, LANE_PLACES, new Set(['a']))).toEqual(['b'])
})

test('what a job depends on decides', () => {
  const cases: [JobState | null, 'start' | 'refuse' | 'wait'][] = [
    [null, 'start'],
    ['done', 'start'],
    ['queued', 'wait'],
    ['running', 'wait'],
    ['paused', 'wait'],
    ['failed', 'refuse'],
    ['cancelled', 'refuse'],
  ]
  for (const [state, wanted] of cases) {
    const before = state ? [job('first', { state })] : []
    const jobs = [...before, job('then', { dependsOn: ['first'] })]
    const choice = choose(jobs, 0, LANE_PLACES, (kind) => LANES[kind], none)
    expect(choice.start.some((one) => one.id === 'then')).toBe(wanted === 'start')
    expect(choice.refuse.some((one) => one.id === 'then')).toBe(wanted === 'refuse')
  }
})

test('a kind nobody here can do is left alone', () => {
  expect(choose([job('a')], 0, LANE_PLACES, () => null, none)).toEqual({
    start: [],
    refuse: [],
    wakeAt: null,
  })
})
