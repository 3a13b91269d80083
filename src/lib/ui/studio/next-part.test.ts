import { describe, expect, it } from 'vitest'
import type { Progress } from '#lib/core/domain/job.ts'
import { sampleSeparation } from '#tests/support/sample-rows.ts'
import { nextPartS, segmentPace } from './next-part.ts'

const progress = (leftS: number | null): Progress => ({
  jobId: 'j',
  phase: 'separating',
  fraction: 0.5,
  leftS,
})
const unmeasured = { ...sampleSeparation('s', 't', 10 * 257_985, [0, 1]), engine: null }

describe('the next part', () => {
  it('takes what the engine measured, else its share of the time left', () => {
    expect(segmentPace(sampleSeparation('s', 't', 10 * 257_985, [0]), progress(99))).toBe(6.1)
    expect(segmentPace(unmeasured, progress(40))).toBe(5)
    expect(segmentPace(unmeasured, progress(null))).toBeNull()
  })

  it('is counted down, and no number is made up when it is overdue', () => {
    expect(nextPartS(6.1, 2)).toBe(5)
    expect(nextPartS(6.1, 7)).toBeNull()
    expect(nextPartS(null, 0)).toBeNull()
  })
})
