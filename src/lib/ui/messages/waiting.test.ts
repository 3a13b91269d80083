import { describe, expect, it } from 'vitest'
import { whenText, waitingText } from './waiting.ts'

const NOW = new Date(2026, 10, 20, 12, 0).getTime()
const plain = (text: string) => text.replaceAll('\u00a0', ' ')

describe('until when', () => {
  it('is a length for less than an hour, then a time, then a day', () => {
    expect(plain(whenText(NOW + 4_000, NOW))).toBe('in 4 s')
    expect(plain(whenText(NOW + 12 * 60_000, NOW))).toBe('in 12 min')
    expect(whenText(NOW + 2 * 3_600_000, NOW)).toBe('at 14:00')
    expect(whenText(NOW + 24 * 3_600_000, NOW)).toBe('on Sat 21 Nov at 12:00')
    expect(plain(whenText(NOW - 500, NOW))).toBe('in 1 s')
  })
})

describe('why a job waits', () => {
  const job = { attempts: 1, maxAttempts: 3 }
  const text = (waiting: Parameters<typeof waitingText>[0]) =>
    plain(waitingText(waiting, job, NOW, (id) => `job ${id}`))

  it('names what it waits for', () => {
    expect(text({ why: 'dependency', on: 'x' })).toBe('After: job x')
    expect(text({ why: 'turn', ahead: 2 })).toBe('2 jobs before it')
    expect(text({ why: 'turn', ahead: 0 })).toBe('Starts in a moment')
    expect(text({ why: 'service', service: 'deezer', until: NOW + 30_000 })).toBe(
      'deezer does not answer well, asked again in 30 s',
    )
  })

  it('tells a retry from a service that asked for patience', () => {
    expect(text({ why: 'retry', until: NOW + 2_000 })).toBe('Tried again in 2 s, try 2 of 3')
    expect(
      waitingText({ why: 'retry', until: NOW + 2_000 }, { attempts: 0, maxAttempts: 3 }, NOW, String),
    ).toContain('Asked to wait')
  })
})
