import { expect, it } from 'vitest'
import { awayNotice } from './away.ts'

const one = (title: string, failed = false) => ({ title, failed })

it('names what ended, and counts when it is many', () => {
  expect(awayNotice([one('Jóga')])).toEqual({ title: 'Jóga is finished', body: 'Open the queue' })
  expect(awayNotice([one('Jóga', true)]).title).toBe('Jóga failed')
  expect(awayNotice([one('A'), one('B', true), one('C'), one('D')])).toEqual({
    title: '3 finished, 1 failed',
    body: 'B, C, D and 1 other',
  })
})
