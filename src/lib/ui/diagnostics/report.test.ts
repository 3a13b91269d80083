import { expect, it } from 'vitest'
import { reportText, type ReportParts } from './report.ts'

const parts: ReportParts = {
  sections: [{ title: 'Queue', facts: [{ name: 'Separating', value: 'last error in Night Bus.wav' }] }],
  logs: [
    { at: 1, level: 'info', room: 'queue', event: 'job done', fields: { job: 'j1' } },
    { at: 2, level: 'error', room: 'net', event: 'refused', fields: { detail: 'token=abcdefabcdef1234' } },
  ],
  audit: [{ id: 'a', at: 3, act: 'tracks-removed', fields: { tracks: 1, title: 'Night Bus' } }],
  names: ['Night Bus', 'Night Bus.wav'],
  withNames: false,
}

it('tells everything but names and secrets', () => {
  const text = reportText(parts)
  expect(text).toContain('## Queue\nSeparating: last error in (name)')
  expect(text).toContain('Songs removed tracks: 1')
  expect(text).toContain('"event":"job done"')
  expect(text).not.toContain('Night Bus')
  expect(text).not.toContain('abcdefabcdef')
})

it('tells names when they are wanted, and secrets never', () => {
  const text = reportText({ ...parts, withNames: true })
  expect(text).toContain('title: Night Bus')
  expect(text).toContain('Night Bus.wav')
  expect(text).not.toContain('abcdefabcdef')
})
