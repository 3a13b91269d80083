import { describe, expect, it } from 'vitest'
import { findLog, logLines } from './find-log.ts'
import type { LogEntry } from './log.ts'

const entry = (at: number, event: string, fields: LogEntry['fields'] = {}): LogEntry => ({
  ...{ at, level: 'info', room: 'queue', event, fields },
})

describe('the log', () => {
  it('is found by words of the event, its room and its fields', () => {
    const all = [entry(1, 'job done', { job: 'abc' }), entry(2, 'job fault', { code: 'gpu-lost' })]
    expect(findLog(all, 'JOB gpu').map(({ at }) => at)).toEqual([2])
    expect(findLog(all, ' ')).toHaveLength(2)
    expect(findLog(all, 'queue abc').map(({ at }) => at)).toEqual([1])
  })

  it('goes out as one object a line, the oldest first, and no field may pose as its time', () => {
    const lines = logLines([entry(2000, 'later'), entry(1000, 'line\nbreak', { time: 'false' })]).split('\n')
    expect(lines.map((line) => JSON.parse(line) as unknown)).toEqual([
      { time: '1970-01-01T00:00:01.000Z', level: 'info', room: 'queue', event: 'line\nbreak' },
      { time: '1970-01-01T00:00:02.000Z', level: 'info', room: 'queue', event: 'later' },
    ])
  })
})
