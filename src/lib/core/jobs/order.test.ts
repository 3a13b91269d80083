import '#tests/support/fixed-seed.ts'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Job } from '#lib/core/domain/job.ts'
import { newJob } from './new-job.ts'
import { inTurn, ranksToMove } from './order.ts'

const job = (id: string, more: Partial<Job> = {}): Job => ({
  ...newJob(id, { kind: 'prepare', trackId: `t-${id}` }, 0),
  ...more,
})
const ids = (jobs: readonly Job[]) => jobs.map((one) => one.id)

/** The line after a move, as rows would have it. */
function moved(line: readonly Job[], wanted: ReadonlySet<string>, index: number): Job[] {
  const others = line.filter((one) => !wanted.has(one.id))
  const ranks = ranksToMove(
    line.filter((one) => wanted.has(one.id)),
    others,
    index,
  )
  return inTurn(line.map((one) => ({ ...one, rank: ranks.get(one.id) ?? one.rank })))
}

const anyJobs = fc
  .array(fc.record({ priority: fc.integer({ min: 0, max: 2 }), createdAt: fc.nat(5) }), {
    minLength: 1,
    maxLength: 12,
  })
  .map((all) => all.map((more, i) => job(`j${i}`, more)))

describe('a person’s order', () => {
  test('is exactly what was asked for, after any number of moves', () => {
    const move = fc.record({ pick: fc.array(fc.nat(11), { minLength: 1, maxLength: 3 }), to: fc.nat(12) })
    fc.assert(
      fc.property(anyJobs, fc.array(move, { maxLength: 40 }), (jobs, moves) => {
        let line = inTurn(jobs)
        for (const { pick, to } of moves) {
          const wanted = new Set(pick.map((at) => line[at % line.length]?.id ?? ''))
          const others = ids(line).filter((id) => !wanted.has(id))
          const index = to % (others.length + 1)
          const block = ids(line).filter((id) => wanted.has(id))
          line = moved(line, wanted, index)
          expect(ids(line)).toEqual([...others.slice(0, index), ...block, ...others.slice(index)])
        }
      }),
    )
  })

  test('touches few rows: a move to an end or between two ranks is one row', () => {
    const line = Array.from({ length: 1000 }, (_, i) =>
      job(`j${String(i).padStart(4, '0')}`, { createdAt: i }),
    )
    const last = line.slice(-1)
    const rest = line.slice(0, -1)
    expect(ranksToMove(last, rest, 0).size).toBe(1)
    expect(ranksToMove(line.slice(0, 1), line.slice(1), 999).size).toBe(1)
    const ranked = rest.map((one, i) => ({ ...one, rank: i }))
    expect(ranksToMove(last, ranked, 500).size).toBe(1)
  })

  test('holds in the middle of the line also when there is no number left between two neighbours', () => {
    let line = ['a', 'b', 'c', 'd'].map((id, i) => job(id, { rank: i === 0 ? 1 : 1 + Number.EPSILON * i }))
    line = moved(line, new Set(['d']), 1)
    expect(ids(line)).toEqual(['a', 'd', 'b', 'c'])
  })

  test('new work comes after what was moved up and before what was moved down', () => {
    const line = moved(moved([job('a'), job('b'), job('c')], new Set(['c']), 0), new Set(['a']), 2)
    expect(ids(inTurn([...line, job('new', { createdAt: 9, priority: 5 })]))).toEqual(['c', 'new', 'b', 'a'])
  })
})

test('what others need goes no later than they do, however long the chain, and a ring of needs ends', () => {
  fc.assert(
    fc.property(
      anyJobs,
      fc.array(fc.tuple(fc.nat(11), fc.nat(11)), { maxLength: 15 }),
      fc.array(fc.integer({ min: -3, max: 3 }), { minLength: 12, maxLength: 12 }),
      (jobs, edges, ranks) => {
        const all = jobs.map((one, i) => ({ ...one, rank: ranks[i] ?? 0, createdAt: i }))
        for (const [from, to] of edges) {
          const [first, then] = [all[from % all.length], all[to % all.length]]
          if (first && then && first.createdAt < then.createdAt)
            then.dependsOn = [...then.dependsOn, first.id]
        }
        const line = inTurn(all, new Set(['t-j1', 't-j4']))
        expect(ids(line).toSorted()).toEqual(ids(all).toSorted())
        for (const then of line)
          for (const need of then.dependsOn)
            expect(ids(line).indexOf(need)).toBeLessThan(ids(line).indexOf(then.id))
      },
    ),
  )
  const ring = [job('a', { dependsOn: ['b'] }), job('b', { dependsOn: ['a'], rank: -1 })]
  expect(ids(inTurn(ring))).toHaveLength(2)
})
