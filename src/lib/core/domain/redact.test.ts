import { describe, expect, it } from 'vitest'
import { redact } from './redact.ts'

describe('what is left out of a report', () => {
  it('are names of songs and files, the longest first', () => {
    expect(
      redact('cannot read Night Bus (live).wav of Night Bus', ['Night Bus', 'Night Bus (live).wav']),
    ).toBe('cannot read (name) of (name)')
  })

  it('is what looks like a secret', () => {
    expect(redact('Authorization: Bearer abcdef0123456789.x-y', [])).toBe('Authorization: (secret)')
    expect(redact('secret=0123456789abcdef next', [])).toBe('(secret) next')
  })

  it('are no ordinary words', () => {
    expect(redact('a job is done, key C minor', ['a', 'is'])).toBe('a job is done, key C minor')
  })

  it('takes no longer for a hostile text', () => {
    expect(redact('token '.repeat(20_000), ['x'.repeat(5_000)])).toHaveLength(120_000)
  })
})
