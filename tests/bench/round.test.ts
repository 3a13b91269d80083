import { describe, expect, it } from 'vitest'
import { median, summary, table, type Round } from './round.ts'

const round = (wallS: number, peakMb: number): Round => ({
  clipS: 20,
  wallS,
  loadS: 1,
  firstS: wallS / 2,
  threads: 2,
  memory: { peakMb, peakPssMb: peakMb },
  downloadMb: 90,
  note: '',
})

describe('a bench', () => {
  it('takes the middle of an odd count and the mean of the two middles of an even one', () => {
    expect(median([3, 1, 2])).toBe(2)
    expect(median([4, 1, 2, 3])).toBe(2.5)
  })

  it('sums up by medians and the highest memory', () => {
    expect(summary([round(20, 1000), round(30, 1500), round(22, 1200)])).toMatchObject({
      rtf: 1.1,
      wallS: 22,
      peakMb: 1500,
    })
    expect(summary([])).toBeNull()
  })

  it('compares every row with ours and says which are absent', () => {
    const text = table([
      { name: 'ours', absent: null, rounds: [round(20, 1000)] },
      { name: 'peer', absent: null, rounds: [round(40, 3000)] },
      { name: 'gpu', absent: 'no adapter', rounds: [] },
    ])
    const [, ours = '', peer = '', gpu = ''] = text.split('\n')
    expect(ours).toMatch(/1\.000 .*1000.* 1\.000/)
    expect(peer).toMatch(/2\.000 .*3000.* 0\.500/)
    expect(gpu).toBe('gpu   absent: no adapter')
  })
})
