import { expect, it } from 'vitest'
import { newJob } from '#lib/core/jobs/new-job.ts'
import { reportCsv, reportJson, reportRows } from './batch-report.ts'

const evil = ['=HYPERLINK("http://x")', '+1', '-1+2', '@SUM(A1)', '\tx', '\rx', 'a "quoted", line\nbreak']
const jobs = evil.map((title, i) => ({
  ...newJob(`j${i}`, { kind: 'prepare', trackId: title } as const, 1_700_000_000_000),
  state: 'done' as const,
  startedAt: 1_700_000_001_000,
  endedAt: 1_700_000_003_500,
  claims: 1,
  bytesIn: 12,
}))
const words = {
  title: (job: (typeof jobs)[number] | { trackId: string | null }) => job.trackId ?? '',
  artist: () => 'A',
  album: () => '',
  work: () => 'Adding',
  reason: () => '',
}

it('never lets a title become a formula in a spreadsheet', async () => {
  const csv = await reportCsv(reportRows(jobs, words))
  const { parse } = (await import('papaparse')).default
  const { data } = parse<Record<string, string>>(csv.trimEnd(), { header: true })
  expect(data.map((row) => row['title'])).toEqual([
    ...evil.slice(0, 6).map((title) => `'${title}`),
    'a "quoted", line\nbreak',
  ])
  expect(data[0]).toMatchObject({
    state: 'done',
    seconds: '2.5',
    bytes_in: '12',
    ended: '2023-11-14T22:13:23.500Z',
  })
})

it('gives programs the same with the sums', () => {
  const report = JSON.parse(reportJson('Friday', jobs, reportRows(jobs, words), 0)) as Record<string, unknown>
  expect(report).toMatchObject({ name: 'Friday', totals: { done: 7, success: 1, medianMs: 2500 } })
  expect(report['jobs']).toHaveLength(7)
})
